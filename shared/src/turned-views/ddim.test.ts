import { describe, expect, it } from 'vitest';
import { ddimSchedule } from './ddim-schedule.ts';
import { stepDdim } from './ddim-step.ts';

describe('ddimSchedule', () => {
  it('takes the trained steps of the reference without its noisiest', () => {
    const { timesteps, alphas, previous, sigmas } = ddimSchedule(50);
    expect(timesteps.length).toBe(49);
    expect([timesteps[0], timesteps[1], timesteps[48]]).toEqual([961, 941, 1]);
    expect([alphas.length, previous.length, sigmas.length]).toEqual([49, 49, 49]);
    // Each step begins where the one before it ended, and the last one ends at trained step 0.
    expect(previous.slice(0, -1)).toEqual(alphas.slice(1));
    expect(previous[48]).toBeCloseTo(1 - 0.00085, 6);
  });

  it('puts on as much fresh noise as DDPM would', () => {
    const { alphas, previous, sigmas } = ddimSchedule(25);
    sigmas.forEach((sigma, i) => {
      expect(sigma ** 2).toBeLessThan(1 - previous[i]!);
      const share = alphas[i]! / previous[i]!;
      expect(sigma ** 2 * (1 - alphas[i]!)).toBeCloseTo((1 - previous[i]!) * (1 - share), 12);
    });
  });

  it.each([0, 1, 2.5, 501, Number.NaN])('refuses %s steps', (steps) => {
    expect(() => ddimSchedule(steps)).toThrow(/whole number from 2 to 500/);
  });
});

describe('stepDdim', () => {
  it('finds the clean latents when the noise is told exactly, whatever the step', () => {
    const [clean, epsilon] = [0.7, -1.3];
    const [alpha, previous, sigma] = [0.2, 0.6, 0.3];
    const noisy = Math.sqrt(alpha) * clean + Math.sqrt(1 - alpha) * epsilon;
    const target = new Float32Array(1);
    stepDdim(
      Float32Array.of(noisy),
      Float32Array.of(epsilon),
      Float32Array.of(2),
      { alpha, previous, sigma },
      target,
    );
    const expected = Math.sqrt(previous) * clean + Math.sqrt(1 - previous - sigma ** 2) * epsilon;
    expect(target[0]).toBeCloseTo(expected + 2 * sigma, 6);
  });
});
