import type { GarmentParser } from '@fitroom/shared/matte/garment-parser';
import type { MattePrior } from '@fitroom/shared/matte/matte-prior';

/** A garment asks for its front, its back, and each of them again closer up; each network for itself. */
const KEPT = 4;

/**
 * A network that remembers its last answers: making the same garment again asks the network nothing.
 * Inputs are compared as a whole, which takes a thousandth of the time of a run.
 */
export function rememberAnswers<T extends MattePrior | GarmentParser>(given: T): T {
  const kept: { readonly input: Float32Array; readonly output: Float32Array }[] = [];
  return {
    ...given,
    async run(input: Float32Array) {
      const known = kept.find((answer) => isSame(answer.input, input));
      if (known) return known.output;
      const output = await given.run(input);
      kept.push({ input: input.slice(), output });
      if (kept.length > KEPT) kept.shift();
      return output;
    },
  };
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
