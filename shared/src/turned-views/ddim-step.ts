/** The numbers of one step, see `DdimSchedule`. */
export interface DdimStep {
  readonly alpha: number;
  readonly previous: number;
  readonly sigma: number;
}

/**
 * One step of DDIM with a network that predicts noise: the clean latents that follow from it, then back towards the
 * noise as far as the next step wants, and fresh noise. Computed in 64 bits.
 *
 * @param epsilon What the network predicts, guided.
 * @param noise Normal, as long as `sample`.
 * @param target May be one of the arrays read.
 */
export function stepDdim(
  sample: Float32Array,
  epsilon: Float32Array,
  noise: Float32Array,
  { alpha, previous, sigma }: DdimStep,
  target: Float32Array,
): void {
  const fromSample = Math.sqrt(previous / alpha);
  const back = Math.sqrt(1 - previous - sigma * sigma);
  const fromEpsilon = back - fromSample * Math.sqrt(1 - alpha);
  for (let i = 0; i < sample.length; i++) {
    target[i] = fromSample * sample[i]! + fromEpsilon * epsilon[i]! + sigma * noise[i]!;
  }
}
