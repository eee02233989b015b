import { bodyDepths } from '../body/body-depths.ts';
import type { Box3, DistanceField } from '../body/distance-field.ts';
import type { Anchors } from '../cloth/anchors.ts';
import type { Holding } from '../cloth/cloth-solver.ts';
import type { Rule } from '../cloth/rules.ts';
import { hangHeight } from '../drape/hang-height.ts';
import { holdFrontOpenOf } from '../drape/hold-front-open.ts';
import { holdGarment } from '../drape/hold-garment.ts';
import { hoodOnHead, restHoodOf } from '../drape/hood-on-head.ts';
import { hugEdgesOf } from '../drape/hug-edges.ts';
import { keepLegsApartOf } from '../drape/keep-legs-apart.ts';
import { restShouldersOf } from '../drape/rest-shoulders.ts';
import { restSleevesOf } from '../drape/rest-sleeves.ts';
import { shoulderSeamVertices } from '../drape/seam-vertices.ts';
import { shoulderProfile } from '../drape/shoulder-profile.ts';
import { tuckInOf } from '../drape/tuck-in.ts';
import type { PutOnGarment } from '../tryon/put-on.ts';

/** Metres round the cloth that the body's field covers. */
const FIELD_MARGIN = 0.08;
/** Share of the way back to where the pose took it that a held vertex goes each substep, and metres it may stray. */
const GRIP = 0.05;
const STRAY = 0.002;

/**
 * What the drape holds in its pose, held where it is in this one, and what it keeps to there; but for front and back, which
 * are not told apart by the body's middle where arms go before and behind it.
 *
 * @param field Of what the garment is worn over, in the pose.
 * @param tucked Vertices that are worn inside a waistband.
 */
export function holdInPose(
  posed: PutOnGarment,
  field: DistanceField,
  tucked: readonly number[],
): Holding {
  const { pattern, sewn, body } = posed;
  const seams = shoulderSeamVertices(pattern, sewn);
  const shoulders = shoulderProfile(body.avatar);
  const hood = hoodOnHead(pattern, body.avatar, hangHeight(body.avatar, pattern));
  const rules: Rule[] = [
    keepLegsApartOf(pattern, sewn),
    restShouldersOf(sewn, seams, bodyDepths(field), shoulders),
    restSleevesOf(pattern, sewn, seams, shoulders),
    restHoodOf(hood, sewn),
    hugEdgesOf(pattern, sewn),
    holdFrontOpenOf(pattern, sewn),
    tuckInOf(tucked),
  ];
  return { anchors: anchorsInPose(posed, seams), rules };
}

function anchorsInPose(
  { pattern, sewn, body, positions }: PutOnGarment,
  seams: readonly number[],
): Anchors[] {
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
