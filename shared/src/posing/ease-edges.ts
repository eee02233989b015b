import type { FlatCloth } from '../cloth/cloth.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { easedLength } from '../pattern/authored-ease.ts';

/** Cloth gives, and what is left of a bend's stretch does not show: share of an edge's length. */
const LONGER = 1.12;
const SHORTER = 0.8;
const SWEEPS = 45;
/** Share of a correction taken in each sweep: all vertices move at once, so that neither side is favoured. */
const SHARE = 0.9;

/** Cloth whose edges are held near their lengths. Positions are xyz triples, metres. */
export interface EdgeEaser {
  /**
   * Draws together what a pose pulled longer than cloth gives, and apart what it pushed together, in place. All
   * edges are looked at before any vertex moves (Jacobi), so a mirrored cloth is eased to the mirror.
   */
  ease(positions: Float32Array): void;
  /** The length of the edge that is pulled most, as a share of what it may become; at least 0. */
  longestShare(positions: Float32Array): number;
}

/** @param before xyz triples of the cloth as it lay, whose edges say how long they may become. */
export function edgeEaser(before: Float32Array, sewn: FlatCloth): EdgeEaser {
  const { indices } = sewn;
  const count = before.length / 3;
  const { starts, neighbours } = vertexNeighbours(count, indices);
  const rest = Float64Array.from(neighbours);
  for (let v = 0; v < count; v++) {
    for (let k = starts[v]!; k < starts[v + 1]!; k++)
      rest[k] = vertexDistance(before, v, neighbours[k]!);
  }
  const longest = longestLengths(rest, starts, neighbours, sewn);
  return {
    ease: (positions) => easeSweeps(positions, { starts, neighbours, rest, longest }),
    longestShare(positions) {
      let most = 0;
      for (let v = 0; v < count; v++) {
        for (let k = starts[v]!; k < starts[v + 1]!; k++)
          most = Math.max(most, vertexDistance(positions, v, neighbours[k]!) / longest[k]!);
      }
      return most;
    },
  };
}

/** Of each vertex its neighbours, and of each edge its length as it lay and the longest that it may have. */
interface EdgeLengths {
  readonly starts: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly rest: Float64Array;
  readonly longest: Float64Array;
}

function easeSweeps(
  positions: Float32Array,
  { starts, neighbours, rest, longest }: EdgeLengths,
): void {
  const count = positions.length / 3;
  const moves = new Float64Array(positions.length);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    moves.fill(0);
    let any = false;
    for (let v = 0; v < count; v++) {
      let pulls = 0;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) {
        const w = neighbours[k]!;
        const length = vertexDistance(positions, v, w);
        const wanted = Math.min(longest[k]!, Math.max(SHORTER * rest[k]!, length));
        if (wanted === length || length < 1e-9) continue;
        const pull = (0.5 * (length - wanted)) / length;
        pulls++;
        for (let axis = 0; axis < 3; axis++) {
          moves[3 * v + axis]! += pull * (positions[3 * w + axis]! - positions[3 * v + axis]!);
        }
      }
      // Of several pulls the mean, or vertices of many edges would overshoot.
      for (let i = 3 * v; i < 3 * v + 3 && pulls > 0; i++)
        moves[i]! *= SHARE / Math.max(1, pulls / 2);
      any ||= pulls > 0;
    }
    if (!any) return;
    for (let i = 0; i < positions.length; i++) positions[i]! += moves[i]!;
  }
}

/** What an edge may become: a little over its flat length, or over how it lay where that was longer. */
function longestLengths(
  worn: Float64Array,
  starts: Uint32Array,
  neighbours: Uint32Array,
  { indices, cornerFlat, easeAcross, easeAlong }: FlatCloth,
): Float64Array {
  const longest = worn.slice();
  for (let corner = 0; corner < indices.length; corner++) {
    const next = corner % 3 === 2 ? corner - 2 : corner + 1;
    const [v, w] = [indices[corner]!, indices[next]!];
    const flat = easedLength(
      cornerFlat[2 * next]! - cornerFlat[2 * corner]!,
      cornerFlat[2 * next + 1]! - cornerFlat[2 * corner + 1]!,
      (easeAcross[v]! + easeAcross[w]!) / 2,
      (easeAlong[v]! + easeAlong[w]!) / 2,
    );
    for (const [a, b] of [
      [v, w],
      [w, v],
    ] as const) {
      for (let k = starts[a]!; k < starts[a + 1]!; k++) {
        if (neighbours[k] === b) longest[k] = Math.max(longest[k]!, flat);
      }
    }
  }
  return longest.map((length) => LONGER * length);
}
