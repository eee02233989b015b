import type { PosedBody } from '../body/avatar.ts';
import type { Category } from '../garment/vocabulary.ts';
import { InputError } from '../job/input-error.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { weldByPosition } from '../mesh/weld-by-position.ts';
import { type ClearanceFigures, measureClearance } from '../report/measure-clearance.ts';
import type { UprightMesh } from './align-to-body.ts';
import { type RigidFit, type RigidFitOptions, rigidFit } from './rigid-fit.ts';

export interface FittedMesh extends RigidFit {
  /** Distances between the fitted cloth and the skin. */
  readonly clearance: ClearanceFigures;
  /** Share of the points that lie inside the body by more than 0.2 mm: 0 to 1. */
  readonly penetratingShare: number;
}

/**
 * Fits an uploaded or generated mesh on a body by the plain rule and measures how it sits. Vertices
 * that a file split at texture seams move together.
 *
 * @param mesh Upright, facing +Z, in any unit; read only. Every index must name a vertex.
 * @throws {InputError} `mesh-not-fittable`
 */
export function fitMesh(
  mesh: UprightMesh,
  category: Category,
  body: PosedBody,
  options: RigidFitOptions = {},
): FittedMesh {
  checkMesh(mesh);
  const index = options.index ?? indexBody(body.positions, body.avatar.indices);
  const welded = weldByPosition(mesh.positions, mesh.indices);
  const points = new Float32Array(3 * welded.vertexCount);
  welded.weldedOf.forEach((point, v) => {
    for (let k = 0; k < 3; k++) points[3 * point + k] = mesh.positions[3 * v + k]!;
  });
  const fit = rigidFit({ positions: points, indices: welded.indices }, category, body, {
    ...options,
    index,
  });
  const clearance = measureClearance(fit.positions, index);
  const positions = new Float32Array(mesh.positions.length);
  welded.weldedOf.forEach((point, v) => {
    for (let k = 0; k < 3; k++) positions[3 * v + k] = fit.positions[3 * point + k]!;
  });
  return {
    ...fit,
    positions,
    clearance,
    penetratingShare: clearance.penetratingVertices / welded.vertexCount,
  };
}

function checkMesh({ positions, indices }: UprightMesh): void {
  const vertexCount = Math.floor(positions.length / 3);
  const wrong =
    indices.length === 0 || indices.length % 3 !== 0
      ? 'it has no whole triangles'
      : positions.some((value) => !Number.isFinite(value))
        ? 'a coordinate is not a number'
        : indices.some((v) => v >= vertexCount)
          ? 'a triangle names a vertex that is not there'
          : null;
  if (wrong !== null) {
    throw new InputError(
      'mesh-not-fittable',
      `This mesh cannot be fitted: ${wrong}. Export it again as triangles, in one piece.`,
    );
  }
}
