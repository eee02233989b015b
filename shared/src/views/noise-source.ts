import { philox } from '../math/philox.ts';

/** Where the sampler's noise comes from, one draw after the other. */
export interface NoiseSource {
  /** Fills all of `target` with independent standard normal values. */
  draw(target: Float32Array): void;
}

const WORD = 2 ** 32;

/**
 * Normal noise that a seed fixes: Philox words, turned by Box and Muller (1958,
 * doi:10.1214/aoms/1177706645). The n-th draw is the same however long the others were. Logarithm and
 * cosine may differ in their last bit between JavaScript engines, which the rounding to 32 bits hides
 * almost always; no graphics library's own noise is imitated.
 *
 * @param seed A whole number from 0 to 2^53 - 1.
 * @throws {RangeError} for any other number.
 */
export function seededNoise(seed: number): NoiseSource {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1; ${seed} came.`);
  }
  const key0 = seed >>> 0;
  const key1 = Math.floor(seed / WORD);
  const words = new Uint32Array(4);
  let drawn = 0;
  return {
    draw(target) {
      const counter = Uint32Array.of(0, 0, drawn++, 0);
      for (let i = 0; i < target.length; i += 4) {
        counter[0] = i / 4;
        philox(counter, key0, key1, words);
        // A pair of words makes a pair of values; beyond the end of an array nothing is written.
        for (let k = 0; k < 4; k += 2) {
          const radius = Math.sqrt(-2 * Math.log((words[k]! + 1) / WORD));
          const angle = (2 * Math.PI * words[k + 1]!) / WORD;
          target[i + k] = radius * Math.cos(angle);
          target[i + k + 1] = radius * Math.sin(angle);
        }
      }
    },
  };
}

/**
 * Noise that another program wrote down, so that both can be compared step by step.
 *
 * @param draws In the order of {@link generateViews}: the first latents, then for each step the noise of
 *   the condition and the ancestral noise.
 * @throws {Error} from `draw` when a draw is missing or of another length.
 */
export function replayedNoise(draws: Iterable<Float32Array>): NoiseSource {
  const rest = draws[Symbol.iterator]();
  let number = 0;
  return {
    draw(target) {
      const { done, value } = rest.next();
      number++;
      if (done) throw new Error(`Draw ${number} of noise was asked for; fewer were written down.`);
      if (value.length !== target.length) {
        throw new Error(
          `Draw ${number} of noise should have ${target.length} values; ${value.length} were written down.`,
        );
      }
      target.set(value);
    },
  };
}
