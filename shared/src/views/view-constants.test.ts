import { expect, test } from 'vitest';
import { alphasCumulative } from './denoising-schedule.ts';
import { rampedPrompt, readViewConstants } from './view-constants.ts';
import type { ViewShapes } from './view-model.ts';

const SHAPES: ViewShapes = {
  clipSide: 14,
  conditionSide: 4,
  latentPixels: 2,
  viewLatents: 3,
  tokens: 2,
  tokenWidth: 3,
};

function written(change: (values: Float32Array) => void = () => undefined): Uint8Array {
  const own = [1, 2, 3, 4, 5, 6, 0.25, 0.5, ...Array.from({ length: 16 }, (_, i) => -i)];
  const values = Float32Array.of(...own, ...alphasCumulative());
  change(values);
  return new Uint8Array(values.buffer);
}

test('the parts are found in their order', () => {
  const { emptyPrompt, ramp, negativeLatents } = readViewConstants(written(), SHAPES);
  expect([...emptyPrompt]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...ramp]).toEqual([0.25, 0.5]);
  expect(negativeLatents[15]).toBe(-15);
});

test('bytes need not be aligned', () => {
  const shifted = new Uint8Array(written().length + 1);
  shifted.set(written(), 1);
  expect(readViewConstants(shifted.subarray(1), SHAPES).ramp[1]).toBe(0.5);
});

test.each([
  ['another length', written().subarray(4), /should have \d+ bytes and has/],
  ['no numbers', written((values) => values.fill(Number.NaN, 3, 4)), /are no numbers/],
  [
    'another schedule',
    written((values) => values.fill(0.5, 24 + 700, 24 + 701)),
    /alpha 700 is 0.5/,
  ],
])('constants of %s are refused', (_, bytes, message) => {
  expect(() => readViewConstants(bytes, SHAPES)).toThrow(message);
});

test('the photo is laid upon each token by the ramp, in the second row alone', () => {
  const constants = readViewConstants(written(), SHAPES);
  const prompt = rampedPrompt(constants, Float32Array.of(4, 8, -4));
  expect([...prompt]).toEqual([1, 2, 3, 4, 5, 6, 2, 4, 2, 6, 9, 4]);
});
