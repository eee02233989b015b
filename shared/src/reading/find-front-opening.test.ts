import { expect, test } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { drawGarment } from './drawn-garments.ts';
import type { GarmentReading } from './garment-reading.ts';
import { readFromMatte } from './read-from-matte.ts';
import { workingImageOf } from './working-image.ts';

/** Reads a drawing by its own alpha. */
function read(image: RgbaImage): GarmentReading {
  const { width, height, data } = workingImageOf(image);
  const matte = new Uint8Array(width * height);
  for (let i = 0; i < matte.length; i++) matte[i] = data[i * 4 + 3]!;
  return readFromMatte(
    { width, height, data },
    { width, height, data: matte },
    { category: 'auto' },
  );
}

/** Scale of the working image beside the drawing, 512 x 640. */
const SCALE = 1024 / 640;

/** A long-sleeved garment of grainy cloth whose placket's shaded edge runs from y `from` to `to` at x = at(y). */
function withPlacket(from: number, to: number, at: (y: number) => number): RgbaImage {
  const image = drawGarment('longSleeve');
  const random = seededRandom(7);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const grain = (random() - 0.5) * 24;
      const edge = at(y);
      const shade = y >= from && y < to && x >= edge && x < edge + 14 ? -16 : 0;
      for (let c = 0; c < 3; c++) image.data[(y * image.width + x) * 4 + c]! += grain + shade;
    }
  }
  return image;
}

test.each([
  ['straight', () => 262],
  ['leaning', (y: number) => 250 + (y - 90) * 0.05],
])('a %s placket down to the hem is found along its whole length', (_, at) => {
  const { frontOpening, frontNeckline } = read(withPlacket(80, 540, at));
  expect(frontOpening).not.toBeNull();
  expect(frontOpening!.shown).toBe('closed');
  const line = frontOpening!.right;
  expect(frontOpening!.left).toEqual(line);
  for (let i = 0; i < line.length; i += 2) {
    const edge = at(line[i + 1]! / SCALE) * SCALE;
    // The placket is 14 drawn pixels wide, and either of its edges may be taken.
    expect(line[i]!).toBeGreaterThan(edge - 8);
    expect(line[i]!).toBeLessThan(edge + 14 * SCALE + 8);
  }
  expect(line.at(-1)! / SCALE).toBeGreaterThan(510);
  expect(line[1]!).toBeLessThan(Math.max(...frontNeckline!.filter((_, i) => i % 2 === 1)) + 12);
});

test('a placket that ends on the chest opens no front', () => {
  const { frontOpening } = read(withPlacket(80, 260, () => 262));
  expect(frontOpening).toBeNull();
});

test('grainy cloth alone opens no front', () => {
  const { frontOpening } = read(withPlacket(0, 0, () => 0));
  expect(frontOpening).toBeNull();
});

/** Puts a strip of one colour, from x = right(y) to left(y), down a garment of grainy cloth, and shows it inside the neck too. */
function withStrip(
  right: (y: number) => number,
  left: (y: number) => number,
  colour: readonly [number, number, number],
  inNeck = colour,
): RgbaImage {
  const image = withPlacket(0, 0, () => 0);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const i = (y * image.width + x) * 4;
      const neck = y < 140 && Math.abs(x - 256) < (40 * (140 - y)) / 60;
      if (neck) image.data.set(inNeck, i);
      else if (x >= right(y) && x < left(y)) image.data.set(colour, i);
    }
  }
  return image;
}

/** Read as a jacket: drawings have no collar to tell one by. */
function readJacket(image: RgbaImage): GarmentReading {
  const { width, height, data } = workingImageOf(image);
  const matte = new Uint8Array(width * height);
  for (let i = 0; i < matte.length; i++) matte[i] = data[i * 4 + 3]!;
  return readFromMatte(
    { width, height, data },
    { width, height, data: matte },
    { category: 'outerwear' },
  );
}

/** Widths between the edges at shares of the way from neck to hem, drawing's pixels. */
function gapsOf({ frontOpening }: GarmentReading, shares: readonly number[]): number[] {
  const at = (line: Float64Array, y: number): number => {
    let i = 0;
    while (i + 3 < line.length && line[i + 3]! < y) i += 2;
    return line[i]!;
  };
  const { right, left } = frontOpening!;
  return shares.map((share) => {
    const y = (120 + share * 380) * SCALE;
    return (at(left, y) - at(right, y)) / SCALE;
  });
}

const SHADED_INSIDE = [44, 58, 98] as const;

test('edges that part towards the hem, with the inside in their shade between them, are an open front', () => {
  const gap = (y: number): number => 4 + (y - 100) * 0.05;
  const read = readJacket(
    withStrip(
      (y) => 258 - gap(y) / 2,
      (y) => 258 + gap(y) / 2,
      SHADED_INSIDE,
    ),
  );
  expect(read.frontOpening?.shown).toBe('open');
  const [upper, lower] = gapsOf(read, [0.25, 0.8]);
  expect(Math.abs(upper! - gap(215))).toBeLessThan(5);
  expect(Math.abs(lower! - gap(424))).toBeLessThan(5);
  expect(read.frontOpening!.right.at(-1)! / SCALE).toBeGreaterThan(505);
});

test('a front that lies wide open is found by its lining, which shows inside the neck', () => {
  const lining = [205, 190, 150] as const;
  const read = readJacket(
    withStrip(
      (y) => 236 - (y - 100) * 0.04,
      (y) => 276 + (y - 100) * 0.04,
      lining,
    ),
  );
  expect(read.frontOpening?.shown).toBe('open');
  expect(Math.abs(gapsOf(read, [0.5])[0]! - 55)).toBeLessThan(12);
});

test.each([
  ['a lighter trim down the front', 246, 266, [150, 170, 200]],
  ['a dark zip', 253, 260, SHADED_INSIDE],
] as const)('%s is no open front', (_, right, left, colour) => {
  const read = readJacket(
    withStrip(
      () => right,
      () => left,
      colour,
      [70, 90, 150],
    ),
  );
  expect(read.frontOpening?.shown ?? 'closed').toBe('closed');
});

test('a zip pulled down to the chest leaves the front closed', () => {
  const gap = (y: number): number => Math.max(0, 40 - (y - 100) * 0.4);
  const read = readJacket(
    withStrip(
      (y) => 256 - gap(y) / 2 - 1,
      (y) => 256 + gap(y) / 2 + 1,
      SHADED_INSIDE,
    ),
  );
  expect(read.frontOpening?.shown ?? 'closed').toBe('closed');
});
