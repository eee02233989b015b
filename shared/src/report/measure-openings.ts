import { boundaryLoops, loopLength } from '../mesh/boundary-loops.ts';
import type { OpeningClaim } from './decoded-fitted.ts';

export interface MeasuredOpening {
  readonly kind: OpeningClaim['kind'];
  readonly side: OpeningClaim['side'];
  /** Metres along the loop. */
  readonly length: number;
  /** Vertex numbers of the loop, in walking order. */
  readonly vertices: Uint32Array;
}

/**
 * Measures the boundary loops of a decoded garment and names each by the nearest claim.
 *
 * Number and lengths are the mesh's own: a claim without a loop is dropped, and a loop without a
 * claim of its own (a hole) is listed under the name of the nearest one, so that the count is off.
 *
 * @param positions xyz triples, metres, of the welded vertices.
 * @param indices Vertex triples of the welded mesh.
 */
export function measureOpenings(
  positions: Float32Array,
  indices: Uint32Array,
  claims: readonly OpeningClaim[],
): MeasuredOpening[] {
  const loops = boundaryLoops(indices, positions.length / 3);
  const pairs = loops.flatMap((vertices, loop) => {
    const centre = meanOf(positions, vertices);
    return claims.map((claim, c) => ({
      loop,
      claim: c,
      distance: Math.hypot(...centre.map((value, axis) => value - claim.centre[axis]!)),
    }));
  });
  pairs.sort((a, b) => a.distance - b.distance);
  const claimOf = new Map<number, number>();
  const taken = new Set<number>();
  for (const { loop, claim } of pairs) {
    if (claimOf.has(loop) || taken.has(claim)) continue;
    claimOf.set(loop, claim);
    taken.add(claim);
  }
  for (const { loop, claim } of pairs) if (!claimOf.has(loop)) claimOf.set(loop, claim);
  return loops.flatMap((vertices, loop) => {
    const claim = claims[claimOf.get(loop) ?? -1];
    const length = loopLength(vertices, positions);
    return claim ? [{ kind: claim.kind, side: claim.side, length, vertices }] : [];
  });
}

/** Mean place of some vertices, metres. */
export function meanOf(
  positions: Float32Array,
  vertices: ArrayLike<number>,
): [number, number, number] {
  const mean: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < vertices.length; i++) {
    for (let axis = 0; axis < 3; axis++) mean[axis]! += positions[3 * vertices[i]! + axis]!;
  }
  return [mean[0] / vertices.length, mean[1] / vertices.length, mean[2] / vertices.length];
}
