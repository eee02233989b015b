import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { type FrontFidelityInput, measureFrontFidelity } from './front-fidelity.ts';

const PHOTO = 240;
const COLUMNS = 12;
const ROWS = 12;

const drawing = (x: number, y: number): number =>
  128 + 60 * Math.sin(x / 6) * Math.cos(y / 9) + (x > 90 && x < 150 && y > 80 && y < 130 ? 50 : 0);

function picture(size: number, valueAt: (x: number, y: number) => number): RgbaImage {
  const data = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let i = 0; i < size * size; i += 1) {
    data.fill(valueAt((i % size) + 0.5, Math.floor(i / size) + 0.5), 4 * i, 4 * i + 3);
  }
  return { width: size, height: size, data };
}

/** A cloth bent round a cylinder, half a turn from side to side, 0.4 m tall, showing a whole photo. */
function bentCloth(texture: RgbaImage): FrontFidelityInput {
  const count = (COLUMNS + 1) * (ROWS + 1);
  const positions = new Float32Array(3 * count);
  const uvs = new Float32Array(2 * count);
  const indices: number[] = [];
  for (let row = 0; row <= ROWS; row += 1) {
    for (let column = 0; column <= COLUMNS; column += 1) {
      const i = row * (COLUMNS + 1) + column;
      const angle = Math.PI * (column / COLUMNS - 0.5);
      positions.set(
        [0.13 * Math.sin(angle), 1 - (0.4 * row) / ROWS, 0.13 * Math.cos(angle)],
        3 * i,
      );
      uvs.set([column / COLUMNS, row / ROWS], 2 * i);
      if (row === ROWS || column === COLUMNS) continue;
      const [right, below] = [i + 1, i + COLUMNS + 1];
      indices.push(i, below, right, right, below, below + 1);
    }
  }
  return {
    garment: { positions, uvs, indices: Uint32Array.from(indices), panels: new Uint8Array(count) },
    frontPanels: new Set([0]),
    texture,
    uvFromPhoto: [1 / PHOTO, 0, 0, 0, 1 / PHOTO, 0],
    photo: picture(PHOTO, drawing),
    matte: { width: PHOTO, height: PHOTO, data: new Uint8Array(PHOTO * PHOTO).fill(255) },
  };
}

describe('measureFrontFidelity', () => {
  it('finds the photo again on a bent cloth, less what turns away', () => {
    const { msSsim, seen } = measureFrontFidelity(bentCloth(picture(PHOTO, drawing)));
    expect(msSsim!).toBeGreaterThan(0.99);
    // Cloth within acos(0.3) = 72.5 of 90 degrees faces the viewer enough, in steps of 15 degrees.
    expect(seen).toBeGreaterThan(0.7);
    expect(seen).toBeLessThan(0.9);
  });

  it('falls when the texture is coarse, and more when it is shifted', () => {
    const coarse = picture(PHOTO / 4, (x, y) => drawing(4 * x, 4 * y));
    const shifted = picture(PHOTO, (x, y) => drawing(x + 6, y));
    const whole = measureFrontFidelity(bentCloth(picture(PHOTO, drawing))).msSsim!;
    const less = measureFrontFidelity(bentCloth(coarse)).msSsim!;
    const least = measureFrontFidelity(bentCloth(shifted)).msSsim!;
    expect(less).toBeLessThan(whole);
    expect(least).toBeLessThan(less);
    expect(least).toBeLessThan(0.8);
  });

  it('looks at the front only', () => {
    const { msSsim, seen } = measureFrontFidelity({
      ...bentCloth(picture(PHOTO, drawing)),
      frontPanels: new Set([1]),
    });
    expect(msSsim).toBeNull();
    expect(seen).toBe(0);
  });
});
