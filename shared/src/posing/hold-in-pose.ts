import type { Box3 } from '../body/distance-field.ts';
import type { Anchors } from '../cloth/anchors.ts';
import { holdGarment } from '../drape/hold-garment.ts';
import { shoulderSeamVertices } from '../drape/seam-vertices.ts';
import { shoulderProfile } from '../drape/shoulder-profile.ts';
import type { PutOnGarment } from '../tryon/put-on.ts';

/** Metres round the cloth that the body's field covers. */
const FIELD_MARGIN = 0.08;
/** Share of the way back to where the pose took it that a held vertex goes each substep, and metres it may stray. */
const GRIP = 0.05;
const STRAY = 0.002;

/** What the drape holds in its pose, held where it is in this one. */
export function heldInPose({ pattern, sewn, body, positions }: PutOnGarment): Anchors[] {
  const seams = shoulderSeamVertices(pattern, sewn);
  const { whileFalling } = holdGarment(pattern, sewn, 0, shoulderProfile(body.avatar), seams);
  return whileFalling.map(({ vertices }) => {
    const targets = new Float64Array(3 * vertices.length);
    vertices.forEach((v, n) => {
      for (let k = 0; k < 3; k++) targets[3 * n + k] = positions[3 * v + k]!;
    });
    return { vertices, targets, slack: STRAY, each: [GRIP, GRIP, GRIP], together: [0, 0, 0] };
  });
}

/** What the field of a posed body has to cover for its cloth. */
export function boxRound(positions: Float32Array): Box3 {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const axis = i % 3;
    min[axis] = Math.min(min[axis]!, positions[i]! - FIELD_MARGIN);
    max[axis] = Math.max(max[axis]!, positions[i]! + FIELD_MARGIN);
  }
  return { min, max };
}
