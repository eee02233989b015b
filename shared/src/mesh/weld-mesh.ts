import { weldByPosition } from './weld-by-position.ts';

/** A mesh whose points are one vertex each, with where each given vertex went. */
export interface WeldedPoints {
  /** xyz triples. */
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
  /** Welded vertex of each given vertex. */
  readonly weldedOf: Uint32Array;
}

/** Makes one vertex of all vertices at one place; see weldByPosition. */
export function weldMesh({
  positions,
  indices,
}: {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}): WeldedPoints {
  const welded = weldByPosition(positions, indices);
  const points = new Float32Array(3 * welded.vertexCount);
  welded.weldedOf.forEach((point, v) => {
    for (let k = 0; k < 3; k++) points[3 * point + k] = positions[3 * v + k]!;
  });
  return { positions: points, indices: welded.indices, weldedOf: welded.weldedOf };
}
