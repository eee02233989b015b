/** Of Shap-E's own notebook (openai/shap-e, examples/sample_image_to_3d.ipynb). */
const FIRST_SIGMA = 160;
const LAST_SIGMA = 1e-3;
/** Karras et al. 2022 (arXiv 2206.00364), equation 5: most steps where little noise is left. */
const RHO = 7;

/**
 * Noise before each step and, last, after all of them: n + 1 values from 160 falling to 0.001, then 0. The
 * reference computes them in 32 bits, whose rounding grows with the seventh power and differs between
 * processors (up to 1.8e-6 of a value from the formula); ours are rounded once.
 *
 * @param steps At least 2.
 * @throws {RangeError} for any other number.
 */
export function karrasSigmas(steps: number): Float32Array {
  if (!Number.isInteger(steps) || steps < 2) {
    throw new RangeError(`Steps must be a whole number, at least 2; ${steps} came.`);
  }
  const first = FIRST_SIGMA ** (1 / RHO);
  const last = LAST_SIGMA ** (1 / RHO);
  const sigmas = new Float32Array(steps + 1);
  for (let i = 0; i < steps; i++) sigmas[i] = (first + (i / (steps - 1)) * (last - first)) ** RHO;
  return sigmas;
}
