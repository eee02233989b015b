import { expect, test } from 'vitest';
import { colourStatistics } from './colour-statistics.ts';
import { findSoftShadow } from './soft-shadow.ts';

const WIDTH = 120;
const HEIGHT = 60;
/** Cloth begins here; its shadow reaches this far to the left of it. */
const EDGE = 80;
const REACH = 20;

/**
 * Pale ground, a shadow that falls by `fall` levels a pixel, and grey cloth with a shading of its own.
 *
 * @param belief The network's opinion of the shadow, 0..1.
 */
function shadowOf(fall: number, belief: number, tint = 0): Uint8Array {
  const size = WIDTH * HEIGHT;
  const data = new Uint8ClampedArray(size * 4);
  const light = new Float32Array(size);
  const background = new Uint8Array(size);
  const unknown = new Uint8Array(size);
  const prior = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const x = i % WIDTH;
    const depth = Math.max(0, x - (EDGE - REACH));
    const level = x < EDGE ? 240 - fall * depth : 200 - (x - EDGE);
    data.set([level, level, level - (depth > 0 ? tint : 0), 255], i * 4);
    light[i] = level / 255;
    background[i] = x < EDGE - REACH - 4 ? 1 : 0;
    unknown[i] = x >= EDGE - REACH - 4 && x < EDGE + 10 ? 1 : 0;
    prior[i] = x < EDGE - REACH ? 0 : x < EDGE ? belief : 0.4;
  }
  const image = { width: WIDTH, height: HEIGHT, data };
  const outside = colourStatistics(image, background);
  return findSoftShadow({ image, light, trimap: { background, unknown }, prior, outside });
}

const at = (shadow: Uint8Array, x: number): number => shadow[30 * WIDTH + x]!;

test('a soft shadow is followed to the pale cloth that throws it, and no further', () => {
  const shadow = shadowOf(4, 0.3);
  for (let x = EDGE - REACH; x < EDGE; x++) expect(at(shadow, x)).toBe(1);
  for (let x = EDGE; x < EDGE + 10; x++) expect(at(shadow, x)).toBe(0);
});

test('where the network leans to garment, shading is cloth', () => {
  expect(at(shadowOf(4, 0.7), EDGE - 5)).toBe(0);
});

test('an edge and another hue are no shadow', () => {
  expect(at(shadowOf(0, 0.3), EDGE)).toBe(0);
  expect(at(shadowOf(4, 0.3, 80), EDGE - 5)).toBe(0);
});
