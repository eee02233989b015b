import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';

/** Rings of neighbours that share a move: at 12 mm edges a push fades over about 4 cm. */
export const RINGS = 3;
/** Passes of Laplacian smoothing a round. */
export const PASSES = 3;
/** How far a pass goes from a vertex's own move to its neighbours' mean. */
export const SHARE = 0.5;

/**
 * Laplacian smoothing of how far vertices have moved, in the neighbourhoods of those that did.
 * Smoothing moves instead of places keeps the folds of the cloth and shares out the strain of a push.
 *
 * @param positions xyz triples, changed in place.
 * @param start Places before any move, same order.
 * @param moved One flag a vertex; the neighbourhoods of set ones are smoothed. Read only.
 * @returns The vertices of those neighbourhoods, each once.
 */
export function smoothMoves(
  positions: Float32Array,
  start: Float32Array,
  moved: Uint8Array,
  adjacency: VertexNeighbours,
): Uint32Array {
  const { starts, neighbours } = adjacency;
  const region = growRegion(moved, adjacency);
  let moves = new Float32Array(positions.length);
  for (const v of region) {
    for (let i = 3 * v; i < 3 * v + 3; i++) moves[i] = positions[i]! - start[i]!;
  }
  let next = moves.slice();
  for (let pass = 0; pass < PASSES; pass++) {
    for (const v of region) {
      const from = starts[v]!;
      const to = starts[v + 1]!;
      if (from === to) continue;
      let x = 0;
      let y = 0;
      let z = 0;
      for (let k = from; k < to; k++) {
        const n = 3 * neighbours[k]!;
        x += moves[n]!;
        y += moves[n + 1]!;
        z += moves[n + 2]!;
      }
      const part = SHARE / (to - from);
      next[3 * v] = (1 - SHARE) * moves[3 * v]! + part * x;
      next[3 * v + 1] = (1 - SHARE) * moves[3 * v + 1]! + part * y;
      next[3 * v + 2] = (1 - SHARE) * moves[3 * v + 2]! + part * z;
    }
    [moves, next] = [next, moves];
  }
  for (const v of region) {
    for (let i = 3 * v; i < 3 * v + 3; i++) positions[i] = start[i]! + moves[i]!;
  }
  return region;
}

function growRegion(moved: Uint8Array, { starts, neighbours }: VertexNeighbours): Uint32Array {
  const inRegion = moved.slice();
  const region: number[] = [];
  for (let v = 0; v < moved.length; v++) if (moved[v]) region.push(v);
  let ringStart = 0;
  for (let ring = 0; ring < RINGS; ring++) {
    const ringEnd = region.length;
    for (; ringStart < ringEnd; ringStart++) {
      const v = region[ringStart]!;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) {
        const n = neighbours[k]!;
        if (inRegion[n]) continue;
        inRegion[n] = 1;
        region.push(n);
      }
    }
  }
  return Uint32Array.from(region);
}
