import { type BodyIndex, type ClosedMesh, indexBody } from '../mesh/closest-point.ts';
import type { PosedBody } from './avatar.ts';
import { bakeDistanceField } from './bake-distance-field.ts';
import type { Box3, DistanceField } from './distance-field.ts';

/** A body with what it already wears, as the next garment meets it: one outside, several insides. */
export interface Solid extends ClosedMesh {
  /** The outside: skin that no layer covers and the outermost cloth; not closed where layers end. */
  readonly indices: Uint32Array;
  /** Closed meshes: the skin, and each layer thickened inwards. What is in any of them is inside. */
  readonly insides: readonly ClosedMesh[];
}

/** A body that wears nothing yet. */
export function bareSolid({ positions, indices }: ClosedMesh): Solid {
  return { positions, indices, insides: [{ positions, indices }] };
}

/** The skin of a posed body. */
export function skinOf({ positions, avatar }: PosedBody): ClosedMesh {
  return { positions, indices: avatar.indices };
}

export function indexSolid({ positions, indices, insides }: Solid): BodyIndex {
  return indexBody(positions, indices, insides);
}

/** Signed distances to the solid; see bake-distance-field.ts. */
export function solidField(
  { positions, indices, insides }: Solid,
  box: Box3,
  cell: number,
): DistanceField {
  return bakeDistanceField(positions, indices, box, cell, insides);
}
