import type { BodyIndex } from '../mesh/closest-point.ts';
import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { isClear } from './push-to-skin.ts';

/**
 * Brings vertices that found no place of their own (cloth caught in a fold of skin that is closed)
 * to where their neighbours are: to the mean of those that are clear, else to one of them, so that
 * the cloth bridges the fold.
 *
 * @param positions xyz triples, changed in place.
 * @param stuck One flag a vertex, cleared where a place was found.
 * @returns How many found a place.
 */
export function rejoinNeighbours(
  positions: Float32Array,
  stuck: Uint8Array,
  { starts, neighbours }: VertexNeighbours,
  body: BodyIndex,
  offset: number,
): number {
  let waiting: number[] = [];
  for (let v = 0; v < stuck.length; v++) if (stuck[v]) waiting.push(v);
  const before = waiting.length;
  // Each sweep settles the next ring of a stuck patch, from its edge inwards.
  for (let settled = true; settled && waiting.length > 0; ) {
    const left: number[] = [];
    for (const v of waiting) {
      if (!settle(v)) left.push(v);
    }
    settled = left.length < waiting.length;
    waiting = left;
  }
  return before - waiting.length;

  function settle(v: number): boolean {
    const mean = [0, 0, 0];
    const clear: number[] = [];
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      const n = neighbours[k]!;
      if (stuck[n]) continue;
      clear.push(n);
      for (let axis = 0; axis < 3; axis++) mean[axis]! += positions[3 * n + axis]!;
    }
    if (clear.length === 0) return false;
    // From the mean towards one neighbour: the neighbour's own place is clear at the latest.
    for (const share of SHARES) {
      for (const n of clear) {
        const x = (1 - share) * (mean[0]! / clear.length) + share * positions[3 * n]!;
        const y = (1 - share) * (mean[1]! / clear.length) + share * positions[3 * n + 1]!;
        const z = (1 - share) * (mean[2]! / clear.length) + share * positions[3 * n + 2]!;
        if (!isClear(body, x, y, z, offset)) continue;
        positions.set([x, y, z], 3 * v);
        stuck[v] = 0;
        return true;
      }
    }
    return false;
  }
}

/** Part of the way from the neighbours' mean to one of them; never all of it, so no edge vanishes. */
const SHARES = [0, 0.3, 0.6, 0.9, 0.99];
