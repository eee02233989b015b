import type { UprightMesh } from '../fitting/align-to-body.ts';
import { weldByPosition } from '../mesh/weld-by-position.ts';

/** Corners nearer than this share of the mesh's height are one point: files round their numbers. */
const SAME_PLACE = 1e-5;

/** A welded mesh and where its triangles came from. */
export interface CleanSoup extends UprightMesh {
  /** Triangle of the given mesh for each triangle. */
  readonly sources: Uint32Array;
}

/** One vertex a point, no triangle without area, none twice. */
export function cleanSoup({ positions, indices }: UprightMesh): CleanSoup {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 1; i < positions.length; i += 3) {
    low = Math.min(low, positions[i]!);
    high = Math.max(high, positions[i]!);
  }
  const step = SAME_PLACE * (high - low) || 1;
  const welded = weldByPosition(
    Float64Array.from(positions, (value) => Math.round(value / step)),
    indices,
  );
  const points = new Float32Array(3 * welded.vertexCount);
  welded.weldedOf.forEach((point, v) => {
    for (let k = 0; k < 3; k++) points[3 * point + k] = positions[3 * v + k]!;
  });
  const kept: number[] = [];
  const sources: number[] = [];
  const known = new Set<string>();
  for (let t = 0; t < indices.length; t += 3) {
    const corners = welded.indices.slice(t, t + 3);
    const name = corners
      .slice()
      .sort((a, b) => a - b)
      .join();
    if (new Set(corners).size < 3 || known.has(name)) continue;
    known.add(name);
    kept.push(...corners);
    sources.push(t / 3);
  }
  return {
    positions: points,
    indices: Uint32Array.from(kept),
    sources: Uint32Array.from(sources),
  };
}
