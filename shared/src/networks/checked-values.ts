/**
 * A network's answer. Networks in 16 bits can overflow; what follows would be a black picture or an empty
 * shape without a reason.
 *
 * @param what For the message, for example `decoded picture`.
 * @throws {Error} when its length is another or a value is no number.
 */
export function checkedValues(what: string, values: Float32Array, length: number): Float32Array {
  if (values.length !== length) {
    throw new Error(
      `The ${what} should have ${length} values and has ${values.length}: these weights are of another model.`,
    );
  }
  if (!values.every(Number.isFinite)) {
    throw new Error(
      `The ${what} holds values that are no numbers. Weights in 16 bits can overflow; use the ones in 32.`,
    );
  }
  return values;
}
