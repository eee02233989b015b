import type { UprightMesh } from '../fitting/align-to-body.ts';
import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';

/** What faces down within this height above a hem's cut and hangs together with its cap is cap too: metres, cosine to the vertical. */
const ARCH = 0.03;
const FACES_DOWN = 0.85;

/**
 * Takes what of a hem's cap arches over its cut to the cap: left there it hung from the hem as a flap. Cloth right
 * above its hem does not face down.
 *
 * @param mesh Closed, wound outwards, metres.
 * @param depth Metres above the cut at each vertex; changed.
 * @param cell Metres between its vertices.
 */
export function growOverArch(
  depth: Float32Array,
  { positions, indices }: UprightMesh,
  { starts, neighbours }: VertexNeighbours,
  cell: number,
): void {
  const normals = vertexNormals(positions, indices);
  const cap = Array.from(depth.keys()).filter((v) => depth[v]! < 0);
  for (let at = 0; at < cap.length; at++) {
    const v = cap[at]!;
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      const other = neighbours[k]!;
      if (depth[other]! < 0 || depth[other]! > ARCH) continue;
      if (normals[3 * other + 1]! > -FACES_DOWN) continue;
      depth[other] = -cell / 2;
      cap.push(other);
    }
  }
}
