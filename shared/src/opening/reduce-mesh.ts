import { MeshoptSimplifier } from 'meshoptimizer';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import { InputError } from '../job/input-error.ts';
import { weldByPosition } from '../mesh/weld-by-position.ts';
import { withoutUnused } from './pieces.ts';

/** Up to here a mesh keeps its own triangles: what people model by hand is rarely more. */
export const MOST_TRIANGLES_KEPT = 50_000;
/** A mesh of more is brought down to as many as a finished garment has at most. */
export const REDUCED_TRIANGLES = 20_000;
/** Scans have as many; more would fill a browser's memory before they are read. */
export const MOST_TRIANGLES = 2_000_000;

/** Share of the mesh's size by which it may be changed: only the number of triangles ends the thinning. */
const NEVER_STOP = 1;
/** A mesh of many pieces or of edges in more than two triangles keeps more than was asked for: this many times. */
const TOO_MANY = 2;

/**
 * Thins a mesh that has more triangles than a garment needs: by quadrics (Garland and Heckbert 1997, in
 * meshoptimizer), which keeps edges of openings where they are; where its edges hold too much of it
 * together, by cells.
 *
 * @param mesh In any unit; its texture's seams are closed first, so that nothing tears along them.
 * @returns The same mesh where it is small enough.
 * @throws {InputError} `mesh-too-large` above MOST_TRIANGLES.
 */
export async function reduceMesh(mesh: UprightMesh): Promise<UprightMesh> {
  const triangles = mesh.indices.length / 3;
  requireFewTriangles(triangles);
  if (triangles <= MOST_TRIANGLES_KEPT) return mesh;
  await MeshoptSimplifier.ready;
  const welded = weldByPosition(mesh.positions, mesh.indices);
  const positions = new Float32Array(3 * welded.vertexCount);
  welded.weldedOf.forEach((point, v) => {
    for (let k = 0; k < 3; k++) positions[3 * point + k] = mesh.positions[3 * v + k]!;
  });
  const wanted = 3 * REDUCED_TRIANGLES;
  const [byQuadrics] = MeshoptSimplifier.simplify(
    welded.indices,
    positions,
    3,
    wanted,
    NEVER_STOP,
    ['Regularize'],
  );
  const indices =
    byQuadrics.length <= TOO_MANY * wanted
      ? byQuadrics
      : MeshoptSimplifier.simplifySloppy(byQuadrics, positions, 3, null, wanted, NEVER_STOP)[0];
  return withoutUnused({ positions, indices: indices.slice() });
}

/** @throws {InputError} `mesh-too-large` */
export function requireFewTriangles(triangles: number): void {
  if (triangles <= MOST_TRIANGLES) return;
  throw new InputError(
    'mesh-too-large',
    `The mesh has ${triangles} triangles; at most ${MOST_TRIANGLES} are taken. Export it with fewer: a garment needs some ten thousand.`,
  );
}
