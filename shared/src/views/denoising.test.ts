import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { alphasCumulative, denoisingSchedule } from './denoising-schedule.ts';
import {
  ancestralSigmas,
  guide,
  noiseCondition,
  scaleForNetwork,
  stepEulerAncestral,
} from './denoising-step.ts';

const FIXTURES = join(import.meta.dirname, '../../../models/export/fixtures/schedule.json');
const fixtures = z
  .object({
    schedules: z.array(
      z.object({ steps: z.int(), timesteps: z.array(z.int()), sigmas: z.base64() }),
    ),
    every_count_sha256: z.string(),
  })
  .parse(JSON.parse(readFileSync(FIXTURES, 'utf8')));

const floats = (base64: string) =>
  new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);

test.each(fixtures.schedules)('$steps steps: timesteps and noise as numpy has them', (fixture) => {
  const { timesteps, sigmas } = denoisingSchedule(fixture.steps);
  expect([...timesteps]).toEqual(fixture.timesteps);
  const wanted = floats(fixture.sigmas);
  expect(sigmas.length).toBe(wanted.length);
  sigmas.forEach((sigma, i) => {
    expect(Math.abs(sigma - wanted[i]!)).toBeLessThanOrEqual(1e-6 * wanted[i]!);
  });
});

// Figures of the reference itself.
test.each([
  [28, [999, 963, 928, 892, 856], [106, 70, 35], [0.30355, 0.19588]],
  [75, [999, 986, 972, 959, 946], [39, 26, 12], [0.16506, 0.10953]],
])('%d steps begin and end where the reference does', (steps, first, last, noise) => {
  const { timesteps, sigmas } = denoisingSchedule(steps);
  expect([...timesteps.subarray(0, 5)]).toEqual(first);
  expect([...timesteps.subarray(-3)]).toEqual(last);
  expect(Math.abs(sigmas[0]! / 25.14611626 - 1)).toBeLessThan(1e-7);
  noise.forEach((sigma, i) => {
    expect(sigmas.at(-3 + i)).toBeCloseTo(sigma, 5);
  });
  expect(sigmas.at(-1)).toBe(0);
});

test('every number of steps has as many timesteps, as numpy rounds them', () => {
  const hash = createHash('sha256');
  for (let steps = 1; steps <= 1000; steps++) {
    const { timesteps } = denoisingSchedule(steps);
    expect(timesteps.length).toBe(steps);
    expect(timesteps.at(-1)).toBeGreaterThanOrEqual(0);
    hash.update(new Uint8Array(Int16Array.from(timesteps).buffer));
  }
  expect(hash.digest('hex')).toBe(fixtures.every_count_sha256);
});

test.each([0, -1, 2.5, 1001, Number.NaN])('%d is no number of steps', (steps) => {
  expect(() => denoisingSchedule(steps)).toThrow('from 1 to 1000');
});

test('what is left of the picture falls from nearly all to nearly nothing', () => {
  const alphas = alphasCumulative();
  expect(alphas[0]).toBeCloseTo(1 - 0.00085, 6);
  expect(alphas.at(-1)).toBeLessThan(0.002);
  expect(alphas.every((alpha, t) => t === 0 || alpha < alphas[t - 1]!)).toBe(true);
});

test('noise that goes and comes adds up to that of the next step', () => {
  const { sigmas } = denoisingSchedule(28);
  for (let i = 0; i < 28; i++) {
    const { up, down } = ancestralSigmas(sigmas[i]!, sigmas[i + 1]!);
    expect(up ** 2 + down ** 2).toBeCloseTo(sigmas[i + 1]! ** 2, 10);
  }
});

test('a network that knows the picture leads to it, whatever the noise', () => {
  const { sigmas } = denoisingSchedule(9);
  const picture = Float32Array.of(0.3, -1.2, 2);
  const sample = Float32Array.of(20, -31, 7);
  const noise = Float32Array.of(1, -2, 0.5);
  const velocity = new Float32Array(3);
  for (let i = 0; i < 9; i++) {
    const sigma = sigmas[i]!;
    // v of x = picture + s · e, that is e / sqrt(s² + 1) - picture · s / sqrt(s² + 1).
    for (let k = 0; k < 3; k++) {
      const error = (sample[k]! - picture[k]!) / sigma;
      velocity[k] = (error - sigma * picture[k]!) / Math.sqrt(sigma * sigma + 1);
    }
    stepEulerAncestral(sample, velocity, noise, sigma, sigmas[i + 1]!, sample);
  }
  sample.forEach((value, k) => {
    expect(value).toBeCloseTo(picture[k]!, 4);
  });
});

test('a step leaves what it reads alone when it writes elsewhere', () => {
  const sample = Float32Array.of(1, 2);
  const target = new Float32Array(2);
  stepEulerAncestral(sample, Float32Array.of(1, 1), Float32Array.of(0, 0), 2, 1, target);
  expect([...sample]).toEqual([1, 2]);
  expect(target[0]).not.toBe(0);
});

test('guidance leads away from what is said without the photo', () => {
  const target = new Float32Array(2);
  guide(Float32Array.of(1, 2, 1.5, 1), 4, target);
  expect([...target]).toEqual([3, -2]);
});

test('both rows get the sample, scaled to unit noise', () => {
  const target = new Float32Array(4);
  scaleForNetwork(Float32Array.of(5, -10), Math.sqrt(24), target);
  [1, -2, 1, -2].forEach((value, i) => {
    expect(target[i]).toBeCloseTo(value, 6);
  });
  noiseCondition(Float32Array.of(1, 1), Float32Array.of(0, 1), Math.sqrt(24), target);
  expect(target[0]).toBeCloseTo(1 / 5, 6);
  expect(target[1]).toBeCloseTo((1 + Math.sqrt(24)) / 5, 6);
});
