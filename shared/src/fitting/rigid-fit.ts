import type { PosedBody } from '../body/avatar.ts';
import type { Category, Upper } from '../garment/vocabulary.ts';
import type { BodyIndex } from '../mesh/closest-point.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { alignToBody, type UprightMesh } from './align-to-body.ts';
import { type Alignment, applyAlignment } from './alignment.ts';
import { type SnapOptions, type SnapResult, snapClear } from './snap-to-skin.ts';
import { type SleeveEnd, turnToArms } from './turn-to-arms.ts';

export interface RigidFitOptions extends SnapOptions {
  /** How the upper edge hangs; `sleeves` when not given, null for garments that hang from the waist. */
  readonly upper?: Upper | null;
  /** Where the mesh's sleeves end, if it is known: they are then turned to lie along the arms. */
  readonly cuffs?: readonly SleeveEnd[];
  /** The posed body's index, if the caller has it; else it is built. */
  readonly index?: BodyIndex;
}

export interface RigidFit {
  /** xyz triples, metres, file frame; same order as the mesh's. */
  readonly positions: Float32Array;
  readonly alignment: Alignment;
  readonly snap: SnapResult;
}

/**
 * Puts any garment mesh on a body without cloth simulation: aligned by its category's rule with the
 * hip centre as origin, its sleeves turned to the arms, then snapped clear of the skin. Open meshes and closed ones alike; a closed
 * one stays closed.
 *
 * @param mesh Welded (one vertex a point), upright, facing +Z, in any unit; read only.
 * @throws {InputError} `mesh-not-fittable` when the mesh cannot be aligned.
 */
export function rigidFit(
  mesh: UprightMesh,
  category: Category,
  body: PosedBody,
  options: RigidFitOptions = {},
): RigidFit {
  const alignment = alignToBody(mesh, category, options.upper ?? null, body);
  const positions = applyAlignment(mesh.positions, alignment, body.avatar.record.hip_origin);
  turnToArms({ positions, indices: mesh.indices }, options.cuffs ?? [], body);
  const index = options.index ?? indexBody(body.positions, body.avatar.indices);
  const snap = snapClear(positions, mesh.indices, index, options);
  return { positions, alignment, snap };
}
