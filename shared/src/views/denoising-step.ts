/**
 * What one step of the sampler does to latents, on plain arrays of any shape. Each writes `target`, which
 * may be one of the arrays read, and computes in 64 bits. Symbols: x latents, s noise before the step.
 */

/** How far the prompt with the photo is followed beyond the one without. */
export const GUIDANCE_SCALE = 4;

/**
 * What the network reads: x / sqrt(s² + 1), once for each row of the guidance.
 *
 * @param target A whole multiple of `sample`'s length.
 */
export function scaleForNetwork(sample: Float32Array, sigma: number, target: Float32Array): void {
  const factor = 1 / Math.sqrt(sigma * sigma + 1);
  const { length } = sample;
  for (let i = 0; i < length; i++) target[i] = sample[i]! * factor;
  for (let row = length; row < target.length; row += length) target.copyWithin(row, 0, length);
}

/** The photo's latents with noise of the step upon them, scaled likewise: the reference is seen as noisy as the views. */
export function noiseCondition(
  condition: Float32Array,
  noise: Float32Array,
  sigma: number,
  target: Float32Array,
): void {
  const factor = 1 / Math.sqrt(sigma * sigma + 1);
  for (let i = 0; i < condition.length; i++) {
    target[i] = (condition[i]! + sigma * noise[i]!) * factor;
  }
}

/**
 * Classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598): without + scale · (with - without).
 *
 * @param rows Two: what the network says without the photo, then with it.
 * @param target Half as long.
 */
export function guide(rows: Float32Array, scale: number, target: Float32Array): void {
  const half = target.length;
  for (let i = 0; i < half; i++) {
    const without = rows[i]!;
    target[i] = without + scale * (rows[half + i]! - without);
  }
}

/** Noise that a step takes away beyond `next`, and puts on again: together s_down² + s_up² = next². */
export function ancestralSigmas(sigma: number, next: number): { down: number; up: number } {
  const up = Math.sqrt((next * next * (sigma * sigma - next * next)) / (sigma * sigma));
  return { down: Math.sqrt(next * next - up * up), up };
}

/**
 * One Euler ancestral step of a network that predicts v (Salimans and Ho 2022, arXiv 2202.00512):
 * x0 = x / (s² + 1) - v · s / sqrt(s² + 1), then from x towards x0, and noise again.
 *
 * @param velocity What the network predicts, guided.
 * @param noise Normal, as long as `sample`; of no effect in the last step.
 * @param next Noise after the step; 0 in the last one, which gives x0.
 */
export function stepEulerAncestral(
  sample: Float32Array,
  velocity: Float32Array,
  noise: Float32Array,
  sigma: number,
  next: number,
  target: Float32Array,
): void {
  const { down, up } = ancestralSigmas(sigma, next);
  const fromSample = 1 / (sigma * sigma + 1);
  const fromVelocity = -sigma / Math.sqrt(sigma * sigma + 1);
  const stride = (down - sigma) / sigma;
  for (let i = 0; i < sample.length; i++) {
    const x = sample[i]!;
    const clean = x * fromSample + velocity[i]! * fromVelocity;
    target[i] = x + (x - clean) * stride + up * noise[i]!;
  }
}
