import { expect, test } from 'vitest';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import { mayHideSleeves } from './hidden-sleeves.ts';
import { readFromMatte } from './read-from-matte.ts';

const WIDTH = 512;
const HEIGHT = 640;

/** Whether hidden sleeves are said of a symmetric garment; its half outline as x away from the axis and y, pixels. */
function isSaid(half: readonly number[]): boolean {
  const points: number[] = [];
  for (let i = 0; i < half.length; i += 2) points.push(WIDTH / 2 + half[i]!, half[i + 1]!);
  for (let i = half.length - 2; i >= 0; i -= 2) points.push(WIDTH / 2 - half[i]!, half[i + 1]!);
  const mask = rasterizePolygon(points, WIDTH, HEIGHT);
  const data = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
  for (let i = 0; i < mask.length; i++) if (mask[i]) data.set([90, 120, 170], 4 * i);
  const reading = readFromMatte(
    { width: WIDTH, height: HEIGHT, data },
    { width: WIDTH, height: HEIGHT, data: mask.map((inside) => 255 * inside) },
    { category: 'top' },
  );
  return reading.notices.some(({ code }) => code === 'hidden-sleeves');
}

test('a top whose sides run straight down from wide shoulders may hide its sleeves', () => {
  expect(isSaid([0, 92, 44, 80, 60, 80, 122, 104, 120, 520, 0, 520])).toBe(true);
});

test.each([
  ['hollow armholes', [0, 92, 44, 80, 60, 80, 118, 100, 98, 170, 122, 230, 118, 520, 0, 520]],
  [
    'armholes that leave a corner',
    [0, 92, 44, 80, 60, 80, 104, 98, 104, 170, 128, 220, 124, 520, 0, 520],
  ],
  ['narrow shoulders', [0, 92, 44, 80, 60, 80, 80, 88, 122, 200, 118, 520, 0, 520]],
  ['sleeves', [0, 92, 44, 80, 60, 80, 120, 100, 210, 190, 165, 235, 122, 200, 118, 520, 0, 520]],
] as const)('a top with %s hides none', (_, half) => {
  expect(isSaid(half)).toBe(false);
});

test('a shirt or hoodie without sleeves is said, a vest is not', () => {
  const none = () => null;
  expect(mayHideSleeves(none, 'sleeveless', 'hoodie', 100)).toBe(true);
  expect(mayHideSleeves(none, 'sleeveless', 'outerwear', 100)).toBe(false);
  expect(mayHideSleeves(none, 'sleeves', 'hoodie', 100)).toBe(false);
});
