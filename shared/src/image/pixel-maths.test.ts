import { expect, test } from 'vitest';
import { boxMean } from './box-filter.ts';
import { labelComponents, largestComponent } from './components.ts';
import { dilate, erode } from './dilate.ts';
import { squaredDistanceTo } from './distance-transform.ts';
import { guidedFilter } from './guided-filter.ts';
import { resampleChannels, resampleColours, resizeImage } from './resize.ts';

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('the distance transform agrees with looking everywhere (seed 7)', () => {
  const next = random(7);
  const width = 23;
  const height = 17;
  const mask = Uint8Array.from({ length: width * height }, () => (next() < 0.04 ? 1 : 0));
  const fast = squaredDistanceTo(mask, width, height);
  for (let i = 0; i < mask.length; i++) {
    let least = Infinity;
    for (let j = 0; j < mask.length; j++) {
      if (!mask[j]) continue;
      const dx = (i % width) - (j % width);
      const dy = Math.floor(i / width) - Math.floor(j / width);
      least = Math.min(least, dx * dx + dy * dy);
    }
    expect(fast[i]).toBe(least);
  }
});

test('a mask grows and shrinks by the distance to its edge (seed 5)', () => {
  const next = random(5);
  const width = 31;
  const height = 19;
  for (const radius of [0, 1, 2.5, 6.1]) {
    const mask = Uint8Array.from({ length: width * height }, () => (next() < 0.03 ? 1 : 0));
    const inverse = mask.map((value) => 1 - value);
    const near = squaredDistanceTo(mask, width, height);
    const within = Uint8Array.from(near, (square) => (square <= radius * radius ? 1 : 0));
    expect(dilate(mask, width, height, radius)).toEqual(within);
    expect(erode(inverse, width, height, radius)).toEqual(within.map((value) => 1 - value));
  }
});

test('nothing set is far everywhere, and closing does not move a block', () => {
  expect(squaredDistanceTo(new Uint8Array(12), 4, 3)[5]).toBeGreaterThan(1e6);
  const block = new Uint8Array(400);
  for (let y = 5; y < 15; y++) for (let x = 5; x < 15; x++) block[y * 20 + x] = 1;
  expect(erode(dilate(block, 20, 20, 3), 20, 20, 3)).toEqual(block);
});

test('a box mean of a plane is the plane inside, and ends are not darkened', () => {
  const plane = Float32Array.from({ length: 100 }, (_, i) => (i % 10) + 2);
  const mean = boxMean(plane, 10, 10, 2);
  expect(mean[55]).toBeCloseTo(plane[55]!, 5);
  expect(boxMean(new Float32Array(100).fill(3), 10, 10, 4)[0]).toBeCloseTo(3, 5);
});

test('the guided filter keeps an edge of its guide and smooths elsewhere', () => {
  const guide = Float32Array.from({ length: 400 }, (_, i) => (i % 20 < 10 ? 0 : 1));
  const noisy = guide.map((value, i) => value * 0.8 + (i % 2) * 0.2);
  const smooth = guidedFilter(guide, noisy, 20, 20, 3, 1e-4);
  expect(smooth[209]!).toBeLessThan(0.25);
  expect(smooth[210]!).toBeGreaterThan(0.75);
  expect(Math.abs(smooth[205]! - smooth[204]!)).toBeLessThan(0.03);
});

test('components are four-connected and know the border', () => {
  const mask = Uint8Array.of(1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0);
  const parts = labelComponents(mask, 4, 4);
  expect(parts.areas).toEqual([0, 1, 4]);
  expect(parts.touchesBorder.slice(1)).toEqual([true, false]);
  expect(largestComponent(parts)).toBe(2);
});

test('arms that meet below are one component, numbered by its first pixel', () => {
  const mask = Uint8Array.of(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1);
  const parts = labelComponents(mask, 4, 4);
  expect([...parts.labels.subarray(0, 4)]).toEqual([0, 1, 0, 2]);
  expect(parts.areas).toEqual([0, 5, 4]);
  const cup = labelComponents(Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 1, 1), 3, 3);
  expect(cup.areas).toEqual([0, 7]);
});

test('resampling keeps the mean when shrinking and passes through samples when enlarging', () => {
  const next = random(3);
  const source = Float32Array.from({ length: 60 * 40 }, () => next() * 255);
  const small = resampleChannels(source, 60, 40, 1, 20, 10);
  const mean = (values: Float32Array): number => values.reduce((a, b) => a + b) / values.length;
  expect(mean(small)).toBeCloseTo(mean(source), 3);
  const flat = resampleChannels(new Float32Array(35).fill(9), 7, 5, 1, 31, 23);
  for (const value of flat) expect(value).toBeCloseTo(9, 4);
});

test('an opaque photo is resampled to the same bytes whether or not its transparency is looked at', () => {
  const next = random(3);
  for (const [width, height, toWidth, toHeight] of [
    [61, 40, 23, 17],
    [23, 17, 61, 40],
    [40, 9, 20, 3],
  ] as const) {
    const data = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : Math.floor(256 * next()),
    );
    const all = resampleChannels(data, width, height, 4, toWidth, toHeight);
    const colours = resampleColours({ width, height, data }, toWidth, toHeight);
    expect(colours).toEqual(all.filter((_, i) => i % 4 !== 3));
    const resized = resizeImage({ width, height, data }, toWidth, toHeight).data;
    expect([...resized]).toEqual([...all].map((value) => Math.floor(value + 0.5)));
  }
});

test('colours of clear pixels do not bleed into opaque ones', () => {
  const data = new Uint8Array(4 * 4 * 4);
  for (let i = 0; i < 16; i++) data.set(i % 4 < 1 ? [10, 20, 30, 255] : [255, 255, 255, 0], i * 4);
  const small = resizeImage({ width: 4, height: 4, data }, 2, 2);
  expect([...small.data.subarray(0, 4)]).toEqual([10, 20, 30, 128]);
});
