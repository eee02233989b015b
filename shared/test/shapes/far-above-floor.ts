import type { DistanceField } from '../../src/body/distance-field.ts';

/** A body far below whatever lies round the origin. */
export const FAR_FLOOR: DistanceField = {
  origin: [-1, -1, -1],
  cell: 1,
  size: [3, 3, 3],
  distances: Float32Array.from({ length: 27 }, (_, i) => 1 + Math.floor(i / 9)),
};
