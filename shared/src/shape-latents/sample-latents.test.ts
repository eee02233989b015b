import { describe, expect, it } from 'vitest';
import { CancelledError } from '../job/context.ts';
import { seededNoise } from '../views/noise-source.ts';
import { karrasSigmas } from './karras-sigmas.ts';
import { GUIDANCE_SCALE, type LatentSampling, sampleLatents } from './sample-latents.ts';
import { trainedAlphas, trainedStep } from './trained-steps.ts';

const NEVER = { aborted: false };

describe('karrasSigmas', () => {
  it('falls from 160 to 0.001, then 0', () => {
    const sigmas = karrasSigmas(64);
    expect(sigmas).toHaveLength(65);
    expect(sigmas[0]).toBeCloseTo(160, 3);
    expect(sigmas[63]).toBeCloseTo(1e-3, 8);
    expect(sigmas[64]).toBe(0);
    for (let i = 1; i < 65; i++) expect(sigmas[i]!).toBeLessThan(sigmas[i - 1]!);
    // The 7th roots are evenly spaced.
    const roots = Array.from(sigmas.subarray(0, 64), (sigma) => sigma ** (1 / 7));
    for (let i = 2; i < 64; i++) {
      expect(roots[i]! - roots[i - 1]!).toBeCloseTo(roots[1]! - roots[0]!, 5);
    }
  });

  it.each([0, 1, 2.5, Number.NaN])('refuses %f steps', (steps) => {
    expect(() => karrasSigmas(steps)).toThrow(RangeError);
  });
});

describe('trainedStep', () => {
  const alphas = trainedAlphas();

  it('knows the noise of each trained step', () => {
    expect(alphas).toHaveLength(1024);
    expect(alphas[1023]).toBeCloseTo(Math.exp(-12), 12);
    for (const step of [1, 100, 511, 1000]) {
      // Halfway between two steps, so that single precision cannot cross one.
      const alpha = (alphas[step]! + alphas[step + 1]!) / 2;
      expect(trainedStep(alphas, Math.fround(Math.sqrt(1 / alpha - 1)))).toBe(step);
    }
  });

  it('stays within the trained steps beyond both ends', () => {
    expect(trainedStep(alphas, Math.fround(0.001))).toBe(0);
    expect(trainedStep(alphas, 0)).toBe(0);
    expect(trainedStep(alphas, 1e6)).toBe(1023);
    let before = 1023;
    for (const sigma of karrasSigmas(64)) {
      const step = trainedStep(alphas, sigma);
      expect(step).toBeLessThanOrEqual(before);
      before = step;
    }
  });
});

function sampling(over: Partial<LatentSampling>): LatentSampling {
  const length = over.length ?? 6;
  return {
    length,
    steps: 8,
    noise: seededNoise(4),
    predict: async () => new Float32Array(2 * length),
    signal: NEVER,
    ...over,
  };
}

describe('sampleLatents', () => {
  it('ends where a sure network says, led away from what it says without the photo', async () => {
    const target = Float32Array.of(0.5, -0.25, 0, 0.125, 0.75, -0.5);
    const without = target.map((value) => value / 2);
    const rows = Float32Array.of(...target, ...without);
    const steps: number[] = [];
    const latents = await sampleLatents(
      sampling({
        async predict(_, step) {
          steps.push(step);
          return rows;
        },
      }),
    );
    expect(steps).toHaveLength(15);
    expect(steps[0]).toBeGreaterThan(steps.at(-1)!);
    for (const [i, value] of target.entries()) {
      expect(latents[i]).toBeCloseTo(value / 2 + (GUIDANCE_SCALE * value) / 2, 5);
    }
  });

  it('clamps predictions before guidance', async () => {
    const rows = new Float32Array(4).fill(7);
    rows[2] = -7;
    const latents = await sampleLatents(sampling({ length: 2, predict: async () => rows }));
    expect([...latents]).toEqual([-1 + GUIDANCE_SCALE * 2, 1]);
  });

  it('scales what the network sees to unit deviation', async () => {
    const length = 4000;
    let first: number | null = null;
    await sampleLatents(
      sampling({
        length,
        async predict(latents) {
          first ??= Math.sqrt(latents.reduce((sum, value) => sum + value * value, 0) / length);
          return new Float32Array(2 * length);
        },
      }),
    );
    expect(first).toBeCloseTo(1, 1);
  });

  it('is fixed by its seed', async () => {
    // A network that keeps a part of what it sees, so that the noise shows in the end.
    const run = (seed: number) =>
      sampleLatents(
        sampling({
          noise: seededNoise(seed),
          predict: async (latents) => Float32Array.of(...latents, ...latents).map((v) => v / 3),
        }),
      );
    expect(await run(1)).toEqual(await run(1));
    expect(await run(1)).not.toEqual(await run(2));
  });

  it('stops between two calls when it is cancelled', async () => {
    const signal = { aborted: false };
    let calls = 0;
    const predict = async () => {
      calls++;
      signal.aborted = true;
      return new Float32Array(12);
    };
    await expect(sampleLatents(sampling({ signal, predict }))).rejects.toThrow(CancelledError);
    expect(calls).toBe(1);
  });

  it('tells a network that overflows or is of another model', async () => {
    const nan = async () => new Float32Array(12).fill(Number.NaN);
    await expect(sampleLatents(sampling({ predict: nan }))).rejects.toThrow(/16 bits/);
    const short = async () => new Float32Array(6);
    await expect(sampleLatents(sampling({ predict: short }))).rejects.toThrow(/another model/);
  });
});
