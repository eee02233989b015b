import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';

/**
 * Moves evened out over a mesh: in each round every vertex takes half of its own and half of its neighbours'
 * mean, so that where neighbours are moved differently the moves run over smoothly.
 *
 * @param moves xyz triples; left as they are.
 * @param isIn Which vertices are evened; the others keep theirs. Left out: all.
 */
export function evenOutMoves(
  moves: Float32Array,
  { starts, neighbours }: VertexNeighbours,
  rounds: number,
  isIn: (v: number) => boolean = () => true,
): Float32Array {
  let now = moves;
  for (let round = 0; round < rounds; round++) {
    const next = now.slice();
    for (let v = 0; v < starts.length - 1; v++) {
      const degree = starts[v + 1]! - starts[v]!;
      if (degree === 0 || !isIn(v)) continue;
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let n = starts[v]!; n < starts[v + 1]!; n++) sum += now[3 * neighbours[n]! + k]!;
        next[3 * v + k] = (now[3 * v + k]! + sum / degree) / 2;
      }
    }
    now = next;
  }
  return now;
}
