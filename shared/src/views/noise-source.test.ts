import { expect, test } from 'vitest';
import { replayedNoise, seededNoise } from './noise-source.ts';

const COUNT = 200_000;

function drawn(seed: number, length: number, before = 0): Float32Array {
  const noise = seededNoise(seed);
  for (let i = 0; i < before; i++) noise.draw(new Float32Array(5));
  const values = new Float32Array(length);
  noise.draw(values);
  return values;
}

/** Mean of a function of all values. */
const meanOf = (values: Float32Array, of: (value: number, i: number) => number) =>
  values.reduce((sum, value, i) => sum + of(value, i), 0) / values.length;

test.each([0, 7, 2 ** 40 + 3])('seed %d gives normal, unrelated values', (seed) => {
  const values = drawn(seed, COUNT);
  // Five standard errors of each moment.
  const near = (power: number, wanted: number, variance: number) => {
    const limit = 5 * Math.sqrt(variance / COUNT);
    expect(Math.abs(meanOf(values, (value) => value ** power) - wanted)).toBeLessThan(limit);
  };
  near(1, 0, 1);
  near(2, 1, 2);
  near(3, 0, 15);
  near(4, 3, 96);
  for (const lag of [1, 2, 4]) {
    const related = meanOf(values, (value, i) => value * (values[i + lag] ?? 0));
    expect(Math.abs(related)).toBeLessThan(5 / Math.sqrt(COUNT));
  }
  const beyondTwo = meanOf(values, (value) => (Math.abs(value) > 2 ? 1 : 0));
  expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(5 * Math.sqrt(0.0455 / COUNT));
});

test('a seed fixes the values, its upper half too, and draws differ', () => {
  expect(drawn(5, 50)).toEqual(drawn(5, 50));
  expect(drawn(5, 50)).not.toEqual(drawn(6, 50));
  expect(drawn(5, 50)).not.toEqual(drawn(5 + 2 ** 32, 50));
  expect(drawn(5, 50, 1)).not.toEqual(drawn(5, 50));
});

test('a draw does not depend on the lengths of those before it', () => {
  const noise = seededNoise(3);
  noise.draw(new Float32Array(1234));
  const second = new Float32Array(20);
  noise.draw(second);
  expect(second).toEqual(drawn(3, 20, 1));
  expect(drawn(3, 20).subarray(0, 6)).toEqual(drawn(3, 6));
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])('%d is no seed', (seed) => {
  expect(() => seededNoise(seed)).toThrow(RangeError);
});

test('noise is replayed in its order; a missing or longer draw is named', () => {
  const noise = replayedNoise([Float32Array.of(1, 2), Float32Array.of(3)]);
  const target = new Float32Array(2);
  noise.draw(target);
  expect([...target]).toEqual([1, 2]);
  expect(() => noise.draw(target)).toThrow('Draw 2 of noise should have 2 values; 1 were');
  expect(() => noise.draw(target)).toThrow('Draw 3 of noise was asked for');
});
