import type { WebIO } from '@gltf-transform/core';
import type { Category } from '../garment/vocabulary.ts';
import { readGarmentMesh } from '../gltf/read-garment-mesh.ts';
import { readWornGarment } from '../gltf/read-worn-garment.ts';
import { requireCounts } from '../gltf/require-counts.ts';
import { saidCategory } from '../gltf/said-category.ts';
import { detectMeshCategory } from '../opening/detect-mesh-category.ts';
import { largeLoops } from '../opening/large-loops.ts';
import { MOST_TRIANGLES_KEPT, reduceMesh } from '../opening/reduce-mesh.ts';

/** What somebody's mesh is, before it is put on. */
export interface SeenMesh {
  /** Null where neither the file nor its openings say it. */
  readonly category: Category | null;
  /** Whether the file says it, or openings that no other garment has. */
  readonly isSure: boolean;
  readonly triangles: number;
  /** Whether it has more of them than a garment keeps. */
  readonly isThinned: boolean;
}

/**
 * Looks at a mesh, so that people need to be asked no more about it than has to be.
 *
 * @throws {InputError} `not-a-glb`, `mesh-not-readable`, `mesh-too-large`, `mesh-not-fittable` (an outfit).
 */
export async function inspectMesh(glb: Uint8Array, io: WebIO): Promise<SeenMesh> {
  requireCounts(glb);
  const made = await readWornGarment(glb, io);
  const { mesh } = await readGarmentMesh(glb, io);
  const triangles = mesh.indices.length / 3;
  if (made) {
    return { category: made.extras.category, isSure: true, triangles, isThinned: false };
  }
  const said = saidCategory(glb);
  if (said) {
    const isThinned = triangles > MOST_TRIANGLES_KEPT;
    return { category: said, isSure: true, triangles, isThinned };
  }
  const seen = mesh.positions.every(Number.isFinite)
    ? detectMeshCategory(largeLoops(await reduceMesh(mesh)))
    : null;
  return {
    category: seen?.category ?? null,
    isSure: seen?.isSure ?? false,
    triangles,
    isThinned: triangles > MOST_TRIANGLES_KEPT,
  };
}
