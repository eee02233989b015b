import type { GarmentSurface } from '../gltf/split-garment.ts';
import type { ClosedMesh } from '../mesh/closest-point.ts';
import type { WornCloth } from '../posing/pose-garment.ts';

/** The sewn cloth where its drawn surface has it: turned edges lift it a little. Without their facings. */
export function clothOnSurface(
  { sewn, positions }: Pick<WornCloth, 'sewn' | 'positions'>,
  surface: GarmentSurface,
): ClosedMesh {
  const lifted = positions.slice();
  surface.sewnVertices.forEach((vertex, drawn) => {
    if (vertex >= sewn.vertexCount) return;
    lifted.set(surface.positions.subarray(3 * drawn, 3 * drawn + 3), 3 * vertex);
  });
  return { positions: lifted, indices: sewn.indices };
}
