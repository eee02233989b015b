/** Metres round the vertices that the part reaches beyond them: farther than they are moved. */
const MARGIN = 0.03;

/**
 * The triangles of a mesh that come near some of its vertices: what those may go through.
 *
 * @param indices Vertex triples. @param x xyz triples, metres.
 * @returns Vertex triples, of the same vertices.
 */
export function partNear(
  indices: Uint32Array,
  x: ArrayLike<number>,
  vertices: readonly number[],
): Uint32Array {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const v of vertices) {
    for (let axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis]!, x[3 * v + axis]! - MARGIN);
      high[axis] = Math.max(high[axis]!, x[3 * v + axis]! + MARGIN);
    }
  }
  const isNear = (v: number) =>
    [0, 1, 2].every((axis) => x[3 * v + axis]! > low[axis]! && x[3 * v + axis]! < high[axis]!);
  return indices.filter((_, i) => {
    const t = i - (i % 3);
    return isNear(indices[t]!) || isNear(indices[t + 1]!) || isNear(indices[t + 2]!);
  });
}
