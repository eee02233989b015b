import { vertexGaps } from '../evidence/vertex-gaps.ts';
import type { BodyIndex } from '../mesh/closest-point.ts';
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

/**
 * Measures how far the vertices of a garment are from the body.
 *
 * @param positions xyz triples, metres; each point once.
 */
export function measureClearance(positions: Float32Array, body: BodyIndex): ClearanceFigures {
  return clearanceOf(vertexGaps(positions, body));
}

/** @param distances To the skin, metres, negative inside; see vertexGaps. */
export function clearanceOf(distances: Float64Array): ClearanceFigures {
  let penetratingVertices = 0;
  let deepest = 0;
  let smallestGap = Number.POSITIVE_INFINITY;
  for (const distance of distances) {
    smallestGap = Math.min(smallestGap, distance);
    deepest = Math.max(deepest, -distance);
    if (-distance > PENETRATION_TOLERANCE) penetratingVertices++;
  }
  const { mean, p95 } = meanAndP95(distances.map((distance) => Math.max(0, distance)));
  return { penetratingVertices, deepest, gapMean: mean, gapP95: p95, smallestGap };
}
