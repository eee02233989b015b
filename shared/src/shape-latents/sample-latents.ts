import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { checkedValues } from '../networks/checked-values.ts';
import type { NoiseSource } from '../views/noise-source.ts';
import { karrasSigmas } from './karras-sigmas.ts';
import { trainedAlphas, trainedStep } from './trained-steps.ts';

/** Of Shap-E's notebook for pictures; its authors use 15 for texts. */
export const GUIDANCE_SCALE = 3;
/** With the photo, without it. */
export const GUIDANCE_ROWS = 2;

export interface LatentSampling {
  /** How many latents there are, all channels together. */
  readonly length: number;
  readonly steps: number;
  readonly noise: NoiseSource;
  /**
   * The network: what it takes the clean latents to be, both rows, GUIDANCE_ROWS x length values.
   *
   * @param latents Noisy and scaled, of one row; the same memory is used for the next call.
   * @param step 0..1023
   */
  predict(latents: Float32Array, step: number): Promise<Float32Array>;
  readonly signal: CancelSignal;
  /** @param fraction 0..1, told after each call of the network. */
  readonly progress?: (fraction: number) => void;
}

/**
 * Latents of a shape from noise: Heun's second order (Karras et al. 2022, arXiv 2206.00364, algorithm 2
 * without churn), 2 n - 1 calls of the network. Predictions are clamped to ±1 before guidance and not after it,
 * as in the reference. Noise is drawn once.
 *
 * @throws {CancelledError} between two calls, once the signal is aborted.
 * @throws {Error} when the network returns another length, or no numbers.
 */
export async function sampleLatents(sampling: LatentSampling): Promise<Float32Array> {
  const { length, steps, noise, signal, progress } = sampling;
  const sigmas = karrasSigmas(steps);
  const alphas = trainedAlphas();
  const calls = 2 * steps - 1;
  let called = 0;
  const scaled = new Float32Array(length);
  const clean = new Float32Array(length);
  const slope = new Float32Array(length);
  const ahead = new Float32Array(length);
  const latents = new Float32Array(length);

  /** Writes the guided prediction for `from` into `clean`. */
  async function denoise(from: Float32Array, sigma: number): Promise<void> {
    throwIfCancelled(signal);
    const factor = 1 / Math.sqrt(sigma * sigma + 1);
    for (let i = 0; i < length; i++) scaled[i] = factor * from[i]!;
    const rows = checkedValues(
      `prediction ${called + 1} of ${calls}`,
      await sampling.predict(scaled, trainedStep(alphas, sigma)),
      GUIDANCE_ROWS * length,
    );
    for (let i = 0; i < length; i++) {
      const without = clamp(rows[length + i]!);
      clean[i] = without + GUIDANCE_SCALE * (clamp(rows[i]!) - without);
    }
    progress?.(++called / calls);
  }

  noise.draw(latents);
  for (let i = 0; i < length; i++) latents[i] = latents[i]! * sigmas[0]!;
  for (let step = 0; step < steps; step++) {
    const sigma = sigmas[step]!;
    const next = sigmas[step + 1]!;
    await denoise(latents, sigma);
    for (let i = 0; i < length; i++) {
      slope[i] = (latents[i]! - clean[i]!) / sigma;
      ahead[i] = latents[i]! + slope[i]! * (next - sigma);
    }
    if (next === 0) {
      latents.set(ahead);
      continue;
    }
    await denoise(ahead, next);
    for (let i = 0; i < length; i++) {
      const mean = (slope[i]! + (ahead[i]! - clean[i]!) / next) / 2;
      latents[i] = latents[i]! + mean * (next - sigma);
    }
  }
  return latents;
}

function clamp(value: number): number {
  return value > 1 ? 1 : value < -1 ? -1 : value;
}
