import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';

/** How far outside a midpoint or centre that was inside ends, metres. */
export const SAMPLE_CLEARANCE = 0.0005;

const hit = surfacePoint();

export interface SamplePush {
  /** Vertices that moved, each once. */
  readonly moved: Uint32Array;
  /** Samples that were inside when this pass looked. */
  readonly inside: number;
}

/**
 * Moves the corners of triangles whose centre or edge midpoints lie inside the body, by as much as
 * the sample lacks. A vertex that several samples pull takes the longest pull.
 *
 * @param positions xyz triples, changed in place.
 * @param touched One flag a vertex: only triangles and edges with a flagged corner are looked at.
 */
export function pushSamplesOut(
  positions: Float32Array,
  indices: Uint32Array,
  adjacency: VertexNeighbours,
  body: BodyIndex,
  touched: Uint8Array,
): SamplePush {
  const pulls = new Float32Array(positions.length);
  const pulled: number[] = [];
  let inside = 0;

  const pull = (vertex: number, x: number, y: number, z: number): void => {
    const i = 3 * vertex;
    const before = pulls[i]! ** 2 + pulls[i + 1]! ** 2 + pulls[i + 2]! ** 2;
    if (before === 0) pulled.push(vertex);
    if (x * x + y * y + z * z <= before) return;
    pulls[i] = x;
    pulls[i + 1] = y;
    pulls[i + 2] = z;
  };
  /** Looks at the mean of the corners; a midpoint names its second end twice, with half the weight. */
  const sample = (a: number, b: number, c: number, wa: number, wb: number, wc: number): void => {
    const x = wa * positions[3 * a]! + wb * positions[3 * b]! + wc * positions[3 * c]!;
    const y = wa * positions[3 * a + 1]! + wb * positions[3 * b + 1]! + wc * positions[3 * c + 1]!;
    const z = wa * positions[3 * a + 2]! + wb * positions[3 * b + 2]! + wc * positions[3 * c + 2]!;
    if (!body.isInside(x, y, z)) return;
    body.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    if (hit.distance === 0) return;
    inside++;
    const reach = (hit.distance + SAMPLE_CLEARANCE) / hit.distance;
    const dx = (hit.x - x) * reach;
    const dy = (hit.y - y) * reach;
    const dz = (hit.z - z) * reach;
    pull(a, dx, dy, dz);
    pull(b, dx, dy, dz);
    pull(c, dx, dy, dz);
  };

  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]!;
    const b = indices[t + 1]!;
    const c = indices[t + 2]!;
    if (touched[a] || touched[b] || touched[c]) sample(a, b, c, 1 / 3, 1 / 3, 1 / 3);
  }
  const { starts, neighbours } = adjacency;
  for (let v = 0; v < touched.length; v++) {
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      const n = neighbours[k]!;
      if (n > v && (touched[v] || touched[n])) sample(v, n, n, 0.5, 0.25, 0.25);
    }
  }
  for (const v of pulled) {
    for (let k = 0; k < 3; k++) positions[3 * v + k]! += pulls[3 * v + k]!;
  }
  return { moved: Uint32Array.from(pulled), inside };
}
