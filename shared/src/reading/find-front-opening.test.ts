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
