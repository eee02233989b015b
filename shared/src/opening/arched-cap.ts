import type { UprightMesh } from '../fitting/align-to-body.ts';
import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';

/** What faces down within this height above a hem's cut may be cap too: metres, cosine to the vertical. */
const ARCH = 0.03;
const FACES_DOWN = 0.85;
/** It is where the cap goes round more than this share of it: the round lower end of a lump lies between cap and cloth, half to each. */
const ENCLOSED = 2 / 3;

/**
 * Takes what of a hem's cap arches over its cut to the cap: left there it hung from the hem as a flap. The cut goes along the
 * hem's own edge, so that the cap goes round what rises over it; cloth right above its hem does not face down.
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
  const mayArch = (v: number) =>
    depth[v]! >= 0 && depth[v]! <= ARCH && normals[3 * v + 1]! <= -FACES_DOWN;
  const seen = new Uint8Array(depth.length);
  for (let first = 0; first < depth.length; first++) {
    if (seen[first] || !mayArch(first)) continue;
    seen[first] = 1;
    const patch = [first];
    let [toCap, toCloth] = [0, 0];
    for (let at = 0; at < patch.length; at++) {
      const v = patch[at]!;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) {
        const other = neighbours[k]!;
        if (depth[other]! < 0) toCap++;
        else if (!mayArch(other)) toCloth++;
        else if (!seen[other]) {
          seen[other] = 1;
          patch.push(other);
        }
      }
    }
    if (toCap > ENCLOSED * (toCap + toCloth)) for (const v of patch) depth[v] = -cell / 2;
  }
}
