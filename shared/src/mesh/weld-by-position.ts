/** A mesh whose equal points are one vertex. */
export interface WeldedMesh {
  readonly vertexCount: number;
  /** Vertex triples into the welded vertices; triangles that collapsed are kept. */
  readonly indices: Uint32Array;
  /** Welded vertex of each given vertex. */
  readonly weldedOf: Uint32Array;
}

/**
 * Makes one vertex of all vertices at exactly the same place (bit for bit, after -0 became 0), as
 * they are after a file split them at texture seams. Welded vertices are numbered in order of first
 * appearance.
 *
 * @param positions xyz triples.
 * @param indices Vertex triples.
 */
export function weldByPosition(
  positions: ArrayLike<number>,
  indices: ArrayLike<number>,
): WeldedMesh {
  const count = Math.floor(positions.length / 3);
  const bits = new Float64Array(1);
  const words = new Uint32Array(bits.buffer);
  let capacity = 16;
  while (capacity < count * 2) capacity *= 2;
  const slots = new Int32Array(capacity).fill(-1);
  const weldedOf = new Uint32Array(count);
  const firsts: number[] = [];
  for (let v = 0; v < count; v++) {
    let hash = 0;
    for (let k = 0; k < 3; k++) {
      bits[0] = positions[3 * v + k]! + 0;
      hash = Math.imul(hash ^ words[0]!, 0x9e3779b1) ^ (words[1]! + (hash >>> 15));
    }
    let slot = (Math.imul(hash, 0x85ebca6b) >>> 0) & (capacity - 1);
    for (;;) {
      const welded = slots[slot]!;
      if (welded < 0) {
        slots[slot] = firsts.length;
        weldedOf[v] = firsts.length;
        firsts.push(v);
        break;
      }
      const first = firsts[welded]!;
      if (
        positions[3 * first] === positions[3 * v] &&
        positions[3 * first + 1] === positions[3 * v + 1] &&
        positions[3 * first + 2] === positions[3 * v + 2]
      ) {
        weldedOf[v] = welded;
        break;
      }
      slot = (slot + 1) & (capacity - 1);
    }
  }
  const weldedIndices = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) weldedIndices[i] = weldedOf[indices[i]!]!;
  return { vertexCount: firsts.length, indices: weldedIndices, weldedOf };
}
