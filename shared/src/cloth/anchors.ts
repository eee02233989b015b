import type { ClothState } from './cloth-state.ts';

/** Vertices drawn softly towards places: a waistband's height, a strap's spot on the shoulder. */
export interface Anchors {
  readonly vertices: Uint32Array;
  /** xyz of each anchored vertex's place, metres. */
  readonly targets: Float64Array;
  /** Share of the way taken each substep along x, y and z, three numbers an anchor; 0 leaves that axis free. */
  readonly strengths: Float64Array;
}

export const NO_ANCHORS: Anchors = {
  vertices: new Uint32Array(0),
  targets: new Float64Array(0),
  strengths: new Float64Array(0),
};

export function pullAnchors({ positions }: ClothState, anchors: Anchors): void {
  const { vertices, targets, strengths } = anchors;
  for (let n = 0; n < vertices.length; n++) {
    const i = 3 * vertices[n]!;
    for (let axis = 0; axis < 3; axis++) {
      positions[i + axis]! +=
        strengths[3 * n + axis]! * (targets[3 * n + axis]! - positions[i + axis]!);
    }
  }
}
