import { expect, test } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { findInsideStrip } from './inside-strip.ts';

const SIZE = 400;
const LEFT = 60;
const RIGHT = 340;
/** The hem's corners lie on this level. */
const LEVEL = 300;
const HEIGHT = 280;
const CLOTH = [96, 122, 160] as const;
const INSIDE = [150, 160, 176] as const;

/** The lower part of a garment; `hem` and `front` are levels below the corners at x from -1 to 1. */
function draw(
  hem: (x: number) => number,
  front: (x: number) => number,
  colourAt: (x: number, y: number) => readonly number[] = () => CLOTH,
) {
  const random = seededRandom(7);
  const data = new Uint8Array(SIZE * SIZE * 4);
  const matte = new Uint8Array(SIZE * SIZE);
  const across = (x: number): number => (2 * (x - LEFT)) / (RIGHT - LEFT) - 1;
  for (let y = LEVEL - HEIGHT; y < SIZE; y++) {
    for (let x = LEFT; x < RIGHT; x++) {
      const u = across(x + 0.5);
      if (y + 0.5 >= LEVEL + hem(u)) continue;
      const at = y * SIZE + x;
      matte[at] = 255;
      const colour = y + 0.5 > LEVEL + front(u) ? INSIDE : colourAt(x, y);
      const grain = (random() - 0.5) * 8;
      for (let c = 0; c < 3; c++) data[at * 4 + c] = colour[c]! + grain;
      data[at * 4 + 3] = 255;
    }
  }
  // Clockwise on screen: a hem runs from the image's right to its left.
  const run: number[] = [];
  for (let x = RIGHT; x >= LEFT; x -= 4) run.push(x, LEVEL + hem(across(x)));
  const image: RgbaImage = { width: SIZE, height: SIZE, data };
  return findInsideStrip(
    image,
    { width: SIZE, height: SIZE, data: matte },
    Float64Array.from(run),
    HEIGHT,
  );
}

const curved = (x: number): number => 24 * (1 - x * x);
const level = (): number => 0;

test('the back’s longer, curved hem: the front’s own edge is found from corner to corner', () => {
  const found = draw(curved, level)!;
  expect([...found.slice(0, 2)]).toEqual([RIGHT, LEVEL]);
  expect([...found.slice(-2)]).toEqual([LEFT, LEVEL]);
  for (let i = 0; i < found.length; i += 2) {
    expect(Math.abs(found[i + 1]! - LEVEL)).toBeLessThan(4);
  }
});

test('one that shows mostly on one side is found', () => {
  const found = draw(
    (x) => 10 + 10 * x,
    (x) => 3 * (x - 1),
  )!;
  for (let i = 4; i < found.length - 4; i += 2) {
    const u = (2 * (found[i]! - LEFT)) / (RIGHT - LEFT) - 1;
    expect(Math.abs(found[i + 1]! - LEVEL - 3 * (u - 1))).toBeLessThan(5);
  }
});

test('plain cloth down to the hem shows no inside', () => {
  expect(draw(curved, curved)).toBeNull();
});

test('a band of one height goes round, whatever its colour', () => {
  expect(draw(curved, (x) => curved(x) - 20)).toBeNull();
  expect(draw(level, () => -24)).toBeNull();
});

test('stripes across the cloth are no inside', () => {
  const stripes = (_: number, y: number) => ((y >> 3) % 2 ? CLOTH : INSIDE);
  expect(draw(curved, curved, stripes)).toBeNull();
});

test('a print near the hem is no inside', () => {
  const print = (x: number, y: number) => (x > 150 && x < 250 && y > LEVEL - 20 ? INSIDE : CLOTH);
  expect(draw(curved, curved, print)).toBeNull();
});
