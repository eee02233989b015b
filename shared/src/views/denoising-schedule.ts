import type { Quality } from '../garment/vocabulary.ts';
import { roundHalfEven } from './round-half-even.ts';

/** Zero123++'s own default, and the one of InstantMesh's command line. */
export const STEPS_BY_QUALITY: Readonly<Record<Quality, number>> = { low: 28, med: 75 };

/** Steps of noise that the network was trained with. */
export const TRAIN_STEPS = 1000;
const FIRST_BETA = 0.00085;
const LAST_BETA = 0.012;

export interface DenoisingSchedule {
  /** What the network is told of each step, falling; n values, whole numbers in 0..999. */
  readonly timesteps: Float32Array;
  /** Noise before each step and, last, after all of them: n + 1 values, falling to 0. */
  readonly sigmas: Float32Array;
}

/**
 * Share of the picture that is left at each trained step, from linear betas (Ho et al. 2020). Rounded to
 * 32 bits wherever the reference is: at the low end 1 - alpha loses five digits, so that 64 bits
 * throughout would differ by 1.3e-5.
 */
export function alphasCumulative(): Float32Array {
  const alphas = new Float32Array(TRAIN_STEPS);
  const first = Math.fround(FIRST_BETA);
  const last = Math.fround(LAST_BETA);
  const step = Math.fround((last - first) / (TRAIN_STEPS - 1));
  let product = 1;
  for (let t = 0; t < TRAIN_STEPS; t++) {
    // From the nearer end, as torch.linspace goes.
    const beta =
      t < TRAIN_STEPS / 2
        ? Math.fround(first + step * t)
        : Math.fround(last - step * (TRAIN_STEPS - 1 - t));
    product *= Math.fround(1 - beta);
    alphas[t] = product;
  }
  return alphas;
}

/**
 * Steps of the Euler ancestral sampler with "trailing" spacing: 999 first, then evenly down (Lin et al.
 * 2023, arXiv 2305.08891), and the noise at each by linear interpolation (Karras et al. 2022, sigma =
 * sqrt((1 - alpha) / alpha)).
 *
 * @param steps 1..1000.
 * @throws {RangeError} for any other number.
 */
export function denoisingSchedule(steps: number): DenoisingSchedule {
  if (!Number.isInteger(steps) || steps < 1 || steps > TRAIN_STEPS) {
    throw new RangeError(`Steps must be a whole number from 1 to ${TRAIN_STEPS}; ${steps} came.`);
  }
  const trained = Float32Array.from(alphasCumulative(), (alpha) =>
    Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)),
  );
  const timesteps = new Float32Array(steps);
  const sigmas = new Float32Array(steps + 1);
  // numpy.arange multiplies the difference of its first two values, and for n = 61, 103, 121, 122 and 58
  // larger ones gives one value more than n, a step at t = -1 that was never trained; exactly n are taken here.
  const spacing = TRAIN_STEPS - (TRAIN_STEPS - TRAIN_STEPS / steps);
  for (let i = 0; i < steps; i++) {
    const t = roundHalfEven(TRAIN_STEPS - i * spacing) - 1;
    timesteps[i] = t;
    // Timesteps are whole, so that interpolation between trained steps is looking one up.
    sigmas[i] = trained[t]!;
  }
  return { timesteps, sigmas };
}
