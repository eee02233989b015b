/** The xyz triples of `order`, in that order. */
export function gatherVectors(values: Float32Array, order: Uint32Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(3 * order.length);
  for (let i = 0; i < order.length; i += 1) {
    const from = 3 * order[i]!;
    out[3 * i] = values[from]!;
    out[3 * i + 1] = values[from + 1]!;
    out[3 * i + 2] = values[from + 2]!;
  }
  return out;
}
