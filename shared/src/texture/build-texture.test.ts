import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import type { Affine2 } from '../pattern/pattern.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import { buildAtlas } from './build-texture.ts';
import { PROVENANCE_LEGEND } from './provenance.ts';

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

/** Every pixel as a square of pixels. */
function enlarged({ width, data }: RgbaImage, by: number): RgbaImage {
  const size = by * width;
  const out = new Uint8ClampedArray(4 * size * size);
  for (let i = 0; i < size * size; i += 1) {
    const from = Math.floor(i / size / by) * width + Math.floor((i % size) / by);
    out.set(data.subarray(4 * from, 4 * from + 4), 4 * i);
  }
  return { width: size, height: size, data: out };
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

  it('says what is seen, mirrored and filled', () => {
    const { provenance } = buildAtlas(photo, reading);
    const at = ([a, b, c, d, e, f]: Affine2, x: number, y: number) => {
      const column = Math.floor((a * x + b * y + c) * provenance.width);
      const row = Math.floor((d * x + e * y + f) * provenance.height);
      return PROVENANCE_LEGEND[provenance.data[row * provenance.width + column]!];
    };
    expect(at(uvFromPhoto.front, 200, 215)).toBe('seen');
    expect(at(uvFromPhoto.front, 200, 80)).toBe('filled');
    expect(at(uvFromPhoto.back, 120, 300)).toBe('mirrored');
    expect(at(uvFromPhoto.back, 200, 215)).toBe('filled');
  });

  it('samples a photo larger than the working image at its own size', () => {
    const large = enlarged(photo, 2);
    const small = buildAtlas(photo, reading, { longestSide: 4096 });
    const fine = buildAtlas(large, reading, { longestSide: 4096 });
    const density = ({ image, uvFromPhoto }: typeof fine) => image.width * uvFromPhoto.front[0];
    expect(density(small)).toBeCloseTo(1, 6);
    expect(density(fine)).toBeCloseTo(2, 6);
    expect(distance(colorAt(fine.image, fine.uvFromPhoto.front, 162, 182), PRINT)).toBeLessThan(10);
    expect(distance(colorAt(fine.image, fine.uvFromPhoto.front, 157, 182), FABRIC)).toBeLessThan(
      10,
    );
  });

  it('stays within the size asked for and loses no aspect', () => {
    const small = buildAtlas(photo, reading, { longestSide: 256 });
    expect(Math.max(small.image.width, small.image.height)).toBeLessThanOrEqual(256);
    const [a, , , , e] = small.uvFromPhoto.front;
    expect((a * small.image.width) / (e * small.image.height)).toBeCloseTo(1, 1);
  });
});

describe('buildAtlas with a photo of the back', () => {
  const { photo, reading } = drawnVest(() => FABRIC);
  const PATCH: Color = [20, 20, 200];
  /** The same vest from behind, seen as the front is: smaller, elsewhere, a little darker, a patch on it. */
  const SHRINK = 0.8;
  const place = (x: number, y: number): readonly [number, number] => [
    30 + SHRINK * x,
    40 + SHRINK * y,
  ];
  const darker = (color: Color): Color => [color[0] - 8, color[1] - 8, color[2] - 8];
  const behind = (() => {
    const outline = Array.from({ length: OUTLINE.length / 2 }, (_, i) =>
      place(OUTLINE[2 * i]!, OUTLINE[2 * i + 1]!),
    ).flat();
    const matte = rasterizePolygon(outline, SIZE, SIZE).map((value) => 255 * value);
    const data = new Uint8ClampedArray(4 * SIZE * SIZE).fill(255);
    const [left, top] = place(230, 150);
    const [right, bottom] = place(260, 190);
    for (let i = 0; i < matte.length; i += 1) {
      const [x, y] = [i % SIZE, (i / SIZE) | 0];
      const inPatch = x >= left && x < right && y >= top && y < bottom;
      data.set(!matte[i] ? BACKGROUND : inPatch ? PATCH : darker(FABRIC), 4 * i);
    }
    return {
      photo: { width: SIZE, height: SIZE, data },
      reading: {
        ...reading,
        matte: { width: SIZE, height: SIZE, data: matte },
        outline: Float64Array.from(outline),
      },
    };
  })();
  const { image, uvFromPhoto, provenance } = buildAtlas(photo, reading, { back: behind });

  it('shows the back where the front has the same place', () => {
    expect(distance(colorAt(image, uvFromPhoto.back, 245, 170), PATCH)).toBeLessThan(12);
    expect(distance(colorAt(image, uvFromPhoto.back, 222, 170), darker(FABRIC))).toBeLessThan(12);
    expect(distance(colorAt(image, uvFromPhoto.back, 200, 215), darker(FABRIC))).toBeLessThan(4);
  });

  it('meets the front at the seams', () => {
    for (const y of [140, 220, 300]) {
      const x = 80 - (10 * (y - 80)) / 260;
      const [front, back] = [uvFromPhoto.front, uvFromPhoto.back].map((map) =>
        colorAt(image, map, x, y),
      );
      expect(distance(front!, back!)).toBeLessThanOrEqual(2);
    }
  });

  it('mirrors nothing', () => {
    expect(provenance.data.includes(PROVENANCE_LEGEND.indexOf('mirrored'))).toBe(false);
  });
});
