import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { PENETRATION_TOLERANCE } from './measure-clearance.ts';

const hit = surfacePoint();

/**
 * Triangles whose centroid lies inside the body by more than 0.2 mm: a fingertip may stand in a triangle
 * none of whose corners it reaches.
 *
 * @param positions xyz triples, metres.
 * @param indices Vertex triples.
 */
export function centroidsInside(
  positions: Float32Array,
  indices: Uint32Array,
  body: BodyIndex,
): number {
  let inside = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const a = 3 * indices[t]!;
    const b = 3 * indices[t + 1]!;
    const c = 3 * indices[t + 2]!;
    const x = (positions[a]! + positions[b]! + positions[c]!) / 3;
    const y = (positions[a + 1]! + positions[b + 1]! + positions[c + 1]!) / 3;
    const z = (positions[a + 2]! + positions[b + 2]! + positions[c + 2]!) / 3;
    if (!body.isInside(x, y, z)) continue;
    body.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    if (hit.distance > PENETRATION_TOLERANCE) inside++;
  }
  return inside;
}
