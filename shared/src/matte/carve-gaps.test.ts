import { expect, test } from 'vitest';
import { carveGaps } from './carve-gaps.ts';

const WIDTH = 200;
const HEIGHT = 240;
const GARMENT = { left: 20, top: 20, right: 180, bottom: 220 };

/** A claimed garment with one region of the background's colour in it. */
function carved(left: number, top: number, wide: number, high: number, belief: number) {
  const prior = new Float32Array(WIDTH * HEIGHT).fill(0.98);
  const same = new Uint8Array(WIDTH * HEIGHT);
  for (let y = top; y < top + high; y++) {
    for (let x = left; x < left + wide; x++) {
      same[y * WIDTH + x] = 1;
      prior[y * WIDTH + x] = belief;
    }
  }
  carveGaps(prior, same, WIDTH, HEIGHT, GARMENT);
  return {
    inside: prior[(top + (high >> 1)) * WIDTH + left + (wide >> 1)]!,
    around: prior[(top - 2) * WIDTH + left]!,
  };
}

test('a slim gap between sleeve and body is background, and nothing beside it', () => {
  expect(carved(52, 80, 4, 60, 0.7).inside).toBeLessThan(0.1);
  expect(carved(52, 80, 4, 60, 0.7).around).toBeCloseTo(0.98, 5);
});

test.each([
  ['a stripe of cloth, which the network is sure of', carved(52, 80, 4, 60, 0.99).inside, 0.99],
  ['a print in the middle', carved(98, 80, 4, 60, 0.7).inside, 0.7],
  ['a square patch', carved(52, 80, 20, 20, 0.7).inside, 0.7],
  ['the pale rim of a cuff', carved(172, 80, 4, 60, 0.7).inside, 0.7],
])('%s stays cloth', (_, inside, belief) => {
  expect(inside).toBeCloseTo(belief, 5);
});

test('the space between two legs is background however sure the network is', () => {
  expect(carved(94, 90, 12, 128, 0.98).inside).toBeLessThan(0.1);
});
