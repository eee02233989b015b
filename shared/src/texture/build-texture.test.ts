import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import type { Affine2 } from '../pattern/pattern.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import { buildAtlas } from './build-texture.ts';

const SIZE = 400;
type Color = readonly [number, number, number];
const BACKGROUND: Color = [250, 40, 250];
const FABRIC: Color = [60, 130, 90];
const PRINT: Color = [240, 220, 40];
const LINING: Color = [30, 20, 20];
// A vest, clockwise on screen, from the wearer's right neck point.
const OUTLINE = [150, 60, 250, 60, 320, 80, 330, 340, 70, 340, 80, 80];
const NECKLINE = [150, 60, 170, 110, 230, 110, 250, 60];
const PRINT_BOX = { left: 160, top: 180, right: 240, bottom: 250 };

/** A vest with a print and its inside back visible, its edges blurred into a loud background. */
function drawnVest(fabricAt: (x: number, y: number) => Color): {
  photo: RgbaImage;
  reading: GarmentReading;
} {
  const garment = rasterizePolygon(OUTLINE, SIZE, SIZE);
  const lining = rasterizePolygon(NECKLINE, SIZE, SIZE);
  const matte = new Uint8Array(SIZE * SIZE);
  const data = new Uint8ClampedArray(4 * SIZE * SIZE);
  for (let i = 0; i < matte.length; i += 1) {
    const [x, y] = [i % SIZE, (i / SIZE) | 0];
    let cover = 0;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const [nx, ny] = [Math.min(SIZE - 1, Math.max(0, x + dx)), Math.min(SIZE - 1, y + dy)];
      cover += garment[Math.max(0, ny) * SIZE + nx]! / 5;
    }
    matte[i] = Math.round(255 * cover);
    const inPrint =
      x >= PRINT_BOX.left && x < PRINT_BOX.right && y >= PRINT_BOX.top && y < PRINT_BOX.bottom;
    const color = lining[i] ? LINING : inPrint ? PRINT : fabricAt(x, y);
    for (let k = 0; k < 3; k += 1) {
      data[4 * i + k] = color[k]! * cover + BACKGROUND[k]! * (1 - cover);
    }
    data[4 * i + 3] = 255;
  }
  const reading: GarmentReading = {
    width: SIZE,
    height: SIZE,
    matte: { width: SIZE, height: SIZE, data: matte },
    outline: Float64Array.from(OUTLINE),
    arcs: [
      { kind: 'neck', side: 'centre', from: 0, to: 1 },
      { kind: 'shoulder', side: 'left', from: 1, to: 2 },
      { kind: 'side', side: 'left', from: 2, to: 3 },
      { kind: 'hem', side: 'centre', from: 3, to: 4 },
      { kind: 'side', side: 'right', from: 4, to: 5 },
      { kind: 'shoulder', side: 'right', from: 5, to: 0 },
    ],
    frontNeckline: Float64Array.from(NECKLINE),
    axis: { x: 200, y: 200, tilt: 0, score: 1 },
    landmarks: [],
    category: { value: 'top', source: 'given', confidence: 1 },
    upper: 'sleeveless',
    hooded: false,
    frontWaist: null,
    frontHem: null,
    frontOpening: null,
    presentation: { value: 'flat', confidence: 1 },
    notices: [],
  };
  return { photo: { width: SIZE, height: SIZE, data }, reading };
}

function colorAt(image: RgbaImage, [a, b, c, d, e, f]: Affine2, x: number, y: number): Color {
  const column = Math.floor((a * x + b * y + c) * image.width);
  const row = Math.floor((d * x + e * y + f) * image.height);
  const o = 4 * (row * image.width + column);
  return [image.data[o]!, image.data[o + 1]!, image.data[o + 2]!];
}

function distance(a: Color, b: Color): number {
  return Math.max(...a.map((value, k) => Math.abs(value - b[k]!)));
}

describe('buildAtlas', () => {
  const { photo, reading } = drawnVest(() => FABRIC);
  const { image, uvFromPhoto } = buildAtlas(photo, reading);

  it('holds no trace of the background anywhere', () => {
    let tainted = 0;
    for (let i = 0; i < image.data.length; i += 4) {
      const [r, g, b, a] = image.data.subarray(i, i + 4);
      // Of all colours of the garment none has this much red and blue over its green.
      if (Math.min(r!, b!) - g! > 12 || a !== 255) tainted += 1;
    }
    expect(tainted).toBe(0);
  });

  it('keeps the print on the front, where the photo has it', () => {
    for (const [x, y] of [
      [165, 185],
      [200, 215],
      [235, 245],
    ] as const) {
      expect(distance(colorAt(image, uvFromPhoto.front, x, y), PRINT)).toBeLessThan(10);
    }
    expect(distance(colorAt(image, uvFromPhoto.front, 150, 215), FABRIC)).toBeLessThan(10);
  });

  it('replaces the print and the visible inside back by fabric on the back', () => {
    for (const [x, y] of [
      [162, 182],
      [200, 215],
      [238, 248],
      [200, 64],
      [200, 90],
      [172, 105],
      [228, 108],
    ] as const) {
      expect(distance(colorAt(image, uvFromPhoto.back, x, y), FABRIC)).toBeLessThan(10);
    }
  });

  it('fills the front above its neckline with fabric, not with the lining', () => {
    expect(distance(colorAt(image, uvFromPhoto.front, 200, 100), FABRIC)).toBeLessThan(10);
  });

  it('has one colour on both sides of the side seam', () => {
    for (const y of [120, 200, 300]) {
      const x = 80 - (10 * (y - 80)) / 260;
      expect(
        distance(colorAt(image, uvFromPhoto.front, x, y), colorAt(image, uvFromPhoto.back, x, y)),
      ).toBe(0);
    }
  });

  it('keeps stripes on the back', () => {
    const stripe = (_x: number, y: number): Color =>
      (y / 20) & 1 ? [230, 230, 230] : [20, 30, 90];
    const striped = drawnVest(stripe);
    const atlas = buildAtlas(striped.photo, striped.reading);
    expect(distance(colorAt(atlas.image, atlas.uvFromPhoto.back, 120, 290), [20, 30, 90])).toBe(0);
    expect(distance(colorAt(atlas.image, atlas.uvFromPhoto.back, 120, 310), [230, 230, 230])).toBe(
      0,
    );
  });

  it('stays within the size asked for and loses no aspect', () => {
    const small = buildAtlas(photo, reading, { longestSide: 256 });
    expect(Math.max(small.image.width, small.image.height)).toBeLessThanOrEqual(256);
    const [a, , , , e] = small.uvFromPhoto.front;
    expect((a * small.image.width) / (e * small.image.height)).toBeCloseTo(1, 1);
  });
});
