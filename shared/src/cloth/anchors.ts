import type { ClothState } from './cloth-state.ts';

/** Shares of the way taken each substep along x, y and z; 0 leaves that axis free. */
export type Strength = readonly [number, number, number];

/** Vertices drawn softly towards places: a waistband's height, a strap's spot on the shoulder. */
export interface Anchors {
  readonly vertices: Uint32Array;
  /** xyz of each anchored vertex's place, metres. */
  readonly targets: Float64Array;
  /** Metres that a vertex may stray from its place along an axis before it is drawn back. */
  readonly slack: number;
  /** How strongly each vertex is drawn to its own place. */
  readonly each: Strength;
  /**
   * How strongly all are moved as one, so that their mean is in its place: a band may tilt and give
   * where the body needs it, and still does not slide.
   */
  readonly together: Strength;
}

export function pullAnchors(
  { positions }: ClothState,
  { vertices, targets, slack, each, together }: Anchors,
): void {
  const count = vertices.length;
  if (count === 0) return;
  for (let axis = 0; axis < 3; axis++) {
    if (each[axis] === 0 && together[axis] === 0) continue;
    let lack = 0;
    for (let n = 0; n < count; n++) {
      lack += targets[3 * n + axis]! - positions[3 * vertices[n]! + axis]!;
    }
    const shift = (together[axis]! * lack) / count;
    for (let n = 0; n < count; n++) {
      const i = 3 * vertices[n]! + axis;
      const off = targets[3 * n + axis]! - positions[i]!;
      const beyond = off > slack ? off - slack : off < -slack ? off + slack : 0;
      positions[i]! += shift + each[axis]! * beyond;
    }
  }
}
