import { expect, test } from 'vitest';
import {
  cellAt,
  colourDensity,
  colourStatistics,
  isColourful,
  shadowDensity,
} from './colour-statistics.ts';

const SIDE = 64;

/** Beige cloth whose folds take up to half its light, left half sampled. */
function folds(): { image: Parameters<typeof colourStatistics>[0]; samples: Uint8Array } {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  const samples = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < samples.length; i++) {
    const light = 0.75 + 0.25 * Math.sin((i % SIDE) + Math.floor(i / SIDE) / 3);
    data.set([light * 200, light * 180, light * 150], i * 4);
    samples[i] = i % SIDE < SIDE / 2 ? 1 : 0;
  }
  return { image: { width: SIDE, height: SIDE, data }, samples };
}

test('a colour off the hue of the cloth is far less likely than a fold as far from the mean', () => {
  const { image, samples } = folds();
  const statistics = colourStatistics(image, samples);
  const cell = cellAt(statistics, 16, 30);
  const fold = colourDensity(statistics, cell, 110, 99, 82);
  const grey = colourDensity(statistics, cell, 130, 130, 150);
  expect(fold).toBeGreaterThan(1000 * grey);
});

test('a density sums to about one over all colours', () => {
  const { image, samples } = folds();
  const statistics = colourStatistics(image, samples);
  const cell = cellAt(statistics, 16, 30);
  let sum = 0;
  for (let r = 0; r < 256; r += 4) {
    for (let g = 0; g < 256; g += 4) {
      for (let b = 0; b < 256; b += 4) sum += 64 * colourDensity(statistics, cell, r, g, b);
    }
  }
  expect(sum).toBeGreaterThan(0.8);
  expect(sum).toBeLessThan(1.05);
});

test('where nothing was sampled near, what is known further off counts', () => {
  const { image, samples } = folds();
  const statistics = colourStatistics(image, samples);
  const far = cellAt(statistics, SIDE - 1, 30);
  expect(colourDensity(statistics, far, 150, 135, 112)).toBeGreaterThan(
    1000 * colourDensity(statistics, far, 30, 60, 200),
  );
});

test('a shadow keeps the hue and is darker than the mean', () => {
  const data = new Uint8Array(16 * 16 * 4).fill(255);
  for (let i = 0; i < 256; i++) data.set([180, 30, 40], i * 4);
  const statistics = colourStatistics({ width: 16, height: 16, data }, new Uint8Array(256).fill(1));
  expect(isColourful(statistics, 0)).toBe(true);
  const shadow = { deviation: 6, darkest: 0.5 };
  expect(shadowDensity(statistics, 0, 120, 20, 27, shadow)).toBeGreaterThan(0);
  expect(shadowDensity(statistics, 0, 190, 32, 42, shadow)).toBe(0);
  expect(shadowDensity(statistics, 0, 60, 10, 13, shadow)).toBe(0);
  expect(shadowDensity(statistics, 0, 120, 90, 90, shadow)).toBeLessThan(1e-12);
});
