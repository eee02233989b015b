import type { UprightMesh } from '../fitting/align-to-body.ts';
import { frontProfile } from '../fitting/front-profile.ts';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import type { PartingLine } from './grown-limbs.ts';
import { solidField } from './solid-field.ts';
import { surfaceNet } from './surface-net.ts';

/** Triangles wanted of the new surface, before what depth and folds add: `med` writes 10k to 20k. */
const TRIANGLES = 10_500;
/** More than this are too many, and so many are aimed at then: what is cut off at the openings is a few percent. */
const MOST_TRIANGLES = 20_500;
const AGAIN_TRIANGLES = 18_000;
/** Cells that a garment's folds and cracks are seen with, metres: finest and coarsest. */
const FINEST = 0.006;
const COARSEST = 0.013;
/** Cloth has this many times the area of its front view: two sides, and depth. */
const AREA_OF_VIEW = 2.5;
/** Share of the way back to the mesh that the surface is drawn. */
const BACK = 0.9;
/** Rounds of smoothing, and its two steps (Taubin 1995): they do not shrink a tube. */
const ROUNDS = 4;
const SMOOTH = 0.5;
const UNSHRINK = -0.53;

/** A closed surface round what a mesh encloses, and the metres between its vertices. */
export interface SolidSurface extends UprightMesh {
  readonly cell: number;
}

/**
 * Makes a new closed surface of what a mesh shows from outside.
 *
 * @param mesh In metres; winding and inner parts have no say.
 * @param partings Lines in the front view along which limbs that have grown together are parted.
 * @returns null when the mesh encloses nothing.
 */
export function solidSurface(
  mesh: UprightMesh,
  partings: readonly PartingLine[] = [],
): SolidSurface | null {
  const profile = frontProfile(mesh.positions, mesh.indices);
  const filled = profile.near.reduce((sum, z) => sum + (z > -Infinity ? 1 : 0), 0);
  const area = AREA_OF_VIEW * filled * profile.cellX * profile.cellY;
  let cell = Math.min(COARSEST, Math.max(FINEST, Math.sqrt((2 * area) / TRIANGLES)));
  let solid = solidField(mesh, cell, partings);
  if (solid === null) return null;
  let net = surfaceNet(solid);
  const triangles = net.indices.length / 3;
  if (triangles > MOST_TRIANGLES) {
    // Deeper than the front view let expect, as trousers' legs are.
    cell *= Math.sqrt(triangles / AGAIN_TRIANGLES);
    const coarser = solidField(mesh, cell, partings);
    if (coarser === null) return null;
    solid = coarser;
    net = surfaceNet(solid);
  }
  drawBack(net.positions, mesh, 2 * solid.offset);
  smooth(net.positions, net.indices);
  return { ...net, cell };
}

/** Draws a surface that was found `offset` outside back to the mesh itself. */
function drawBack(positions: Float32Array, mesh: UprightMesh, reach: number): void {
  const index = indexBody(mesh.positions, mesh.indices);
  const hit = surfacePoint();
  for (let i = 0; i < positions.length; i += 3) {
    const found = index.closestPoint(
      positions[i]!,
      positions[i + 1]!,
      positions[i + 2]!,
      reach,
      hit,
    );
    if (!found) continue;
    positions[i]! += BACK * (hit.x - positions[i]!);
    positions[i + 1]! += BACK * (hit.y - positions[i + 1]!);
    positions[i + 2]! += BACK * (hit.z - positions[i + 2]!);
  }
}

function smooth(positions: Float32Array, indices: Uint32Array): void {
  const { starts, neighbours } = vertexNeighbours(positions.length / 3, indices);
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const step = round % 2 === 0 ? SMOOTH : UNSHRINK;
    const before = positions.slice();
    for (let v = 0; v < starts.length - 1; v++) {
      const count = starts[v + 1]! - starts[v]!;
      for (let k = 0; k < 3; k++) {
        let mean = 0;
        for (let n = starts[v]!; n < starts[v + 1]!; n++) {
          mean += before[3 * neighbours[n]! + k]! / count;
        }
        positions[3 * v + k] = before[3 * v + k]! + step * (mean - before[3 * v + k]!);
      }
    }
  }
}
