/** Steps of noise that the network was trained with. */
const TRAIN_STEPS = 1000;
const FIRST_BETA = 0.00085;
const LAST_BETA = 0.012;

/** What each step of the sampler is made of, noisiest first; as many values each as there are steps. */
export interface DdimSchedule {
  /** What the network is told. */
  readonly timesteps: readonly number[];
  /** Share of the picture (cumulative alpha) that is left before each step. */
  readonly alphas: readonly number[];
  /** And after it. */
  readonly previous: readonly number[];
  /** Fresh noise of each step. */
  readonly sigmas: readonly number[];
}

/** Cumulative alphas of Stable Diffusion: betas linear in their square roots; rounded to 32 bits as the reference keeps them. */
function alphasCumulative(): Float32Array {
  const [first, last] = [Math.sqrt(FIRST_BETA), Math.sqrt(LAST_BETA)];
  let product = 1;
  return Float32Array.from({ length: TRAIN_STEPS }, (_, t) => {
    product *= 1 - (first + ((last - first) * t) / (TRAIN_STEPS - 1)) ** 2;
    return product;
  });
}

/**
 * Steps of the DDIM sampler (Song et al. 2020, arXiv 2010.02502) with as much fresh noise as DDPM's (eta 1), spaced as
 * in the reference: every ⌊1000 / steps⌋-th trained step and one added to each. Its loop leaves out the noisiest of
 * them, and so do we, because the network's results are known with it: a walk of 50 steps asks the network 49 times.
 *
 * @param steps 2..500; where 1000 is no multiple of it, the reference takes a few more.
 * @throws {RangeError} for any other number.
 */
export function ddimSchedule(steps: number): DdimSchedule {
  if (!Number.isInteger(steps) || steps < 2 || steps > TRAIN_STEPS / 2) {
    throw new RangeError(
      `Steps must be a whole number from 2 to ${TRAIN_STEPS / 2}; ${steps} came.`,
    );
  }
  const trained = alphasCumulative();
  const stride = Math.floor(TRAIN_STEPS / steps);
  const rising: number[] = [];
  for (let t = 1; t <= TRAIN_STEPS; t += stride) rising.push(t);
  const timesteps = rising.slice(0, -1).reverse();
  const alphas = timesteps.map((t) => trained[t]!);
  // After the last step the share of trained step 0 is left, and not all.
  const previous = timesteps.map((t) => trained[Math.max(t - stride, 0)]!);
  const sigmas = alphas.map((alpha, i) => {
    const after = previous[i]!;
    return Math.sqrt(((1 - after) / (1 - alpha)) * (1 - alpha / after));
  });
  return { timesteps, alphas, previous, sigmas };
}
