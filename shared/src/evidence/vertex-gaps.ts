import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';

const hit = surfacePoint();

/**
 * Distance of each point to the skin, metres; negative inside the body.
 *
 * @param positions xyz triples, metres; each point once. Neighbouring numbers lie near each other in
 * a decoded file, so that each query starts from the bound that the last one gives.
 */
export function vertexGaps(positions: Float32Array, body: BodyIndex): Float64Array {
  const gaps = new Float64Array(positions.length / 3);
  let bound = Number.POSITIVE_INFINITY;
  for (let v = 0; v < gaps.length; v++) {
    const x = positions[3 * v]!;
    const y = positions[3 * v + 1]!;
    const z = positions[3 * v + 2]!;
    if (v > 0) {
      // The distance changes no faster than the point moves; the factor spares exact ties.
      bound = 1.001 * Math.hypot(hit.x - x, hit.y - y, hit.z - z) + 1e-6;
    }
    if (!body.closestPoint(x, y, z, bound, hit)) {
      body.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    }
    gaps[v] = body.isInside(x, y, z) ? -hit.distance : hit.distance;
  }
  return gaps;
}
