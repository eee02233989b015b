import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';

/** How far outside a facing's centre that was inside ends, metres: more than the file's rounding. */
const CENTRE_CLEARANCE = 0.0005;
/** Most were out after the first of these. */
const ROUNDS = 4;

const hit = surfacePoint();

/**
 * Brings out turned-under cloth that skin stands through though none of its corners is inside: the
 * crease of an armpit, a shoulder's ridge under a long edge. All three corners of a triangle whose centre
 * is inside move by what the centre lacks; a vertex that several triangles pull takes the longest pull.
 *
 * @param positions xyz triples of the drawn vertices, metres; changed in place.
 * @param indices Vertex triples; only those from number `first` on (an index of `indices`) are looked at.
 * @param sewnVertices The place that each drawn vertex is a copy of; copies stay together.
 */
export function clearFacings(
  positions: Float32Array,
  indices: Uint32Array,
  first: number,
  sewnVertices: Uint32Array,
  skin: BodyIndex,
): void {
  for (let round = 0; round < ROUNDS; round++) {
    const pulls = new Map<number, readonly [number, number, number]>();
    for (let t = first; t < indices.length; t += 3) {
      const pull = pullOf(positions, indices.subarray(t, t + 3), skin);
      if (pull === null) continue;
      for (const v of indices.subarray(t, t + 3)) {
        const other = pulls.get(sewnVertices[v]!);
        if (!other || Math.hypot(...pull) > Math.hypot(...other)) pulls.set(sewnVertices[v]!, pull);
      }
    }
    if (pulls.size === 0) return;
    sewnVertices.forEach((sewn, v) => {
      pulls.get(sewn)?.forEach((move, axis) => {
        positions[3 * v + axis]! += move;
      });
    });
  }
}

/** The way out of a triangle's centre, and a little more; null where it is not inside. */
function pullOf(
  positions: Float32Array,
  corners: Uint32Array,
  skin: BodyIndex,
): readonly [number, number, number] | null {
  const centre = [0, 0, 0] as [number, number, number];
  for (const v of corners) {
    for (let axis = 0; axis < 3; axis++) centre[axis]! += positions[3 * v + axis]! / 3;
  }
  const [x, y, z] = centre;
  if (!skin.isInside(x, y, z)) return null;
  skin.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
  if (hit.distance === 0) return null;
  const reach = (hit.distance + CENTRE_CLEARANCE) / hit.distance;
  return [(hit.x - x) * reach, (hit.y - y) * reach, (hit.z - z) * reach];
}
