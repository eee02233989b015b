/** Steps of noise that Shap-E was trained with; what is left of the shape falls as exp(-12 t). */
const TRAIN_STEPS = 1024;
const DECAY = -12;
/** A step takes at most this share, which only the last would exceed. */
const LARGEST_BETA = 0.999;

/** Share of the variance that is the shape's after each trained step, falling. */
export function trainedAlphas(): Float64Array {
  const alphas = new Float64Array(TRAIN_STEPS);
  const left = (step: number) => Math.exp((DECAY * step) / TRAIN_STEPS);
  let product = 1;
  for (let step = 0; step < TRAIN_STEPS; step++) {
    product *= 1 - Math.min(1 - left(step + 1) / left(step), LARGEST_BETA);
    alphas[step] = product;
  }
  return alphas;
}

/**
 * The trained step that a network is told for an amount of noise: linear between the steps' shares, the
 * fraction cut off, as the reference does (it hands on whole numbers).
 *
 * @param sigma Noise in units of the shape's deviation, single precision.
 */
export function trainedStep(alphas: Float64Array, sigma: number): number {
  const { fround } = Math;
  const alpha = fround(1 / fround(fround(sigma * sigma) + 1));
  const last = alphas.length - 1;
  if (alpha > alphas[0]!) return 0;
  if (alpha <= alphas[last]!) return last;
  // The last step whose share is not below alpha.
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (alphas[middle]! >= alpha) low = middle;
    else high = middle;
  }
  return Math.trunc(low + (alphas[low]! - alpha) / (alphas[low]! - alphas[high]!));
}
