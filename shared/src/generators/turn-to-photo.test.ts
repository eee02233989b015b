import { describe, expect, it } from 'vitest';
import { evenAxis, NEVER, sampleSolid, shirtSolid } from '../../test/shapes/solid-fields.ts';
import type { RgbaImage } from '../image/image.ts';
import { marchingCubes } from '../isosurface/marching-cubes.ts';
import { findSurfaceCells } from '../isosurface/surface-cells.ts';
import type { GeneratedMesh } from '../triplane/generated-mesh.ts';
import { toWearerAxes } from '../triplane/wearer-axes.ts';
import { turnAboutY, turnToPhoto } from './turn-to-photo.ts';

const axis = evenAxis(33, 1);
const field = sampleSolid(shirtSolid(), axis);
const surface = findSurfaceCells(field, 32, NEVER);
const shape = marchingCubes({ surface, field, axis }, NEVER);
const FRONT = [220, 40, 30] as const;
const BACK = [30, 50, 210] as const;

/** A shirt with a red front and a blue back, or gray all over, facing +z before it is turned. */
function shirt(angle: number, plain = false): GeneratedMesh {
  const positions = toWearerAxes(shape.positions.slice());
  const colours = new Uint8Array(positions.length);
  for (let v = 0; v < positions.length; v += 3) {
    colours.set(plain ? [128, 128, 128] : positions[v + 2]! > 0 ? FRONT : BACK, v);
  }
  return { ...shape, positions: turnAboutY(positions, angle), colours };
}

/** The shirt's own silhouette from the front, as a photo with a margin. */
function photo(colour: readonly [number, number, number], side = 120): RgbaImage {
  const data = new Uint8Array(4 * side * side);
  const { positions } = shirt(0);
  const pixel = (v: number) => Math.round(side / 2 + (v * side) / 2.6);
  for (let v = 0; v < positions.length; v += 3) {
    for (let dy = -3; dy <= 3; dy++) {
      for (let dx = -3; dx <= 3; dx++) {
        const at = 4 * ((pixel(-positions[v + 1]!) + dy) * side + pixel(positions[v]!) + dx);
        data.set([...colour, 255], at);
      }
    }
  }
  return { width: side, height: side, data };
}

const degrees = (radians: number) => Math.round((radians * 180) / Math.PI);

describe('turnToPhoto', () => {
  it.each([0, 45, 90, 180, 240])('turns a shirt that was turned by %i degrees back', (turned) => {
    const mesh = shirt((turned * Math.PI) / 180);
    const found = turnToPhoto(mesh, photo(FRONT));
    expect(degrees(found)).toBe((360 - turned) % 360);
    const expected = shirt(0).positions;
    for (const [n, at] of mesh.positions.entries()) expect(at).toBeCloseTo(expected[n]!, 5);
  });

  it('takes a shirt that stands almost straight for one that does', () => {
    expect(degrees(turnToPhoto(shirt(Math.PI / 2 + 0.2), photo(FRONT)))).toBe(270);
  });

  it('shows the back where the photo shows the back', () => {
    expect(degrees(turnToPhoto(shirt(0), photo(BACK)))).toBe(180);
  });

  it('leaves a shape alone that looks the same from both sides', () => {
    expect(turnToPhoto(shirt(0, true), photo([128, 128, 128]))).toBe(0);
  });

  it('leaves a shape alone when the photo shows nothing', () => {
    const empty = { width: 8, height: 8, data: new Uint8Array(256) };
    expect(turnToPhoto(shirt(0.5), empty)).toBe(0);
  });
});

describe('turnAboutY', () => {
  it('takes the front to the wearer’s left', () => {
    const [x, y, z] = turnAboutY(Float32Array.of(0, 2, 1), Math.PI / 2);
    expect([x, y]).toEqual([1, 2]);
    expect(z).toBeCloseTo(0, 6);
  });
});
