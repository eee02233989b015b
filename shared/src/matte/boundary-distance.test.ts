import { expect, test } from 'vitest';
import type { GrayImage } from '../image/image.ts';
import { boundaryDistance } from './boundary-distance.ts';

/** A square of matte, its sides at whole pixels. */
function square(size: number, from: number, to: number): GrayImage {
  const data = new Uint8Array(size * size);
  for (let y = from; y < to; y++) for (let x = from; x < to; x++) data[y * size + x] = 255;
  return { width: size, height: size, data };
}

const ring = (from: number, to: number): number[] => [from, from, to, from, to, to, from, to];

test('a matte that follows its outline is at no distance, at any size', () => {
  expect(boundaryDistance(square(100, 20, 80), [ring(20, 80)], 100).mean).toBeLessThan(0.02);
  expect(boundaryDistance(square(200, 40, 160), [ring(20, 80)], 100).mean).toBeLessThan(0.02);
});

test('an outline drawn three pixels further out is three pixels away', () => {
  const { mean, p95 } = boundaryDistance(square(100, 20, 80), [ring(17, 83)], 100);
  expect(mean).toBeCloseTo(3, 0);
  expect(p95).toBeGreaterThan(2.9);
  expect(p95).toBeLessThan(4.3);
});

test('the contour lies where a soft edge is half opaque', () => {
  const soft = square(100, 20, 80);
  for (let y = 20; y < 80; y++) soft.data[y * 100 + 80] = 102;
  const sharp = boundaryDistance(square(100, 20, 80), [ring(20, 80)], 100);
  const moved = boundaryDistance(soft, [ring(20, 80)], 100);
  // Crossing 127.5 between 255 at 79.5 and 102 at 80.5: 80.33.
  expect(moved.mean - sharp.mean).toBeCloseTo(0.333 / 4, 1);
});

test('a part that only one of the two has counts against it, whichever has it', () => {
  const whole = square(100, 20, 80);
  const withSpeck: GrayImage = { ...whole, data: whole.data.slice() };
  for (let y = 86; y < 98; y++) for (let x = 2; x < 14; x++) withSpeck.data[y * 100 + x] = 255;
  expect(boundaryDistance(withSpeck, [ring(20, 80)], 100).p95).toBeGreaterThan(6);
  expect(boundaryDistance(whole, [ring(20, 80), ring(40, 60)], 100).p95).toBeGreaterThan(15);
});

test('nothing is infinitely far from something', () => {
  expect(boundaryDistance(square(50, 0, 0), [ring(10, 40)], 50).mean).toBe(Infinity);
});
