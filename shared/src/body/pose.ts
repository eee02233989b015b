import type { Vector3 } from './joint-rotation.ts';

/**
 * How far each named joint is turned from rest: a rotation vector (axis times radians) about the
 * world's axes, on top of what its parents do. Joints that are not named stay as they are.
 * Plain JSON.
 */
export interface Pose {
  readonly turns: Readonly<Record<string, Vector3>>;
  /** Metres that the root is moved from rest, everything with it; left out: not at all. */
  readonly move?: Vector3;
}

export const REST_POSE: Pose = { turns: {} };
