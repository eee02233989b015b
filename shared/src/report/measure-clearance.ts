import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { meanAndP95 } from './mean-and-p95.ts';

/** A vertex counts as inside from this depth on (docs/gates.md), metres. */
export const PENETRATION_TOLERANCE = 0.0002;

export interface ClearanceFigures {
  /** Vertices inside the body by more than 0.2 mm. */
  readonly penetratingVertices: number;
  /** Deepest vertex inside, metres; 0 when none is. */
  readonly deepest: number;
  /** Mean and 95th percentile of the distance to the skin, metres; a vertex inside counts as 0. */
  readonly gapMean: number;
  readonly gapP95: number;
  /** Smallest distance to the skin, metres; negative inside. */
  readonly smallestGap: number;
}

const hit = surfacePoint();

/**
 * Measures how far the vertices of a garment are from the body.
 *
 * @param positions xyz triples, metres; each point once. Neighbouring numbers lie near each other in
 * a decoded file, so that each query starts from the bound that the last one gives.
 */
export function measureClearance(positions: Float32Array, body: BodyIndex): ClearanceFigures {
  const gaps = new Float64Array(positions.length / 3);
  let penetratingVertices = 0;
  let deepest = 0;
  let smallestGap = Number.POSITIVE_INFINITY;
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
    const distance = hit.distance;
    if (body.isInside(x, y, z)) {
      deepest = Math.max(deepest, distance);
      smallestGap = Math.min(smallestGap, -distance);
      if (distance > PENETRATION_TOLERANCE) penetratingVertices++;
    } else {
      gaps[v] = distance;
      smallestGap = Math.min(smallestGap, distance);
    }
  }
  const { mean, p95 } = meanAndP95(gaps);
  return { penetratingVertices, deepest, gapMean: mean, gapP95: p95, smallestGap };
}
