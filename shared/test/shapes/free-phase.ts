import type { DistanceField } from '../../src/body/distance-field.ts';
import type { Phase } from '../../src/cloth/phase.ts';

/** A field of which the body is nowhere near. */
export const NOWHERE: DistanceField = {
  origin: [0, 0, 0],
  cell: 1,
  size: [2, 2, 2],
  distances: new Float32Array(8).fill(100),
};

/** Cloth that falls and hangs at its full stiffness, in steps of the middle mesh. */
export const FREE_PHASE: Phase = {
  substeps: 100,
  dt: 1 / 1800,
  gravity: 1,
  keep: 0.99,
  largestSpeed: 1.5,
  yielding: 1,
  friction: 1,
  thickness: 0.004,
  faceContacts: 0,
  selfGap: 0,
};
