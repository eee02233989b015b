import type { PosedBody } from '../body/avatar.ts';
import type { SkinWeights } from '../body/skin.ts';
import { strongest } from './transfer-weights.ts';

/** Metres above and below the crotch over which a skirt's own rule takes over. */
const TRANSITION = 0.06;
/**
 * Share of a thigh's swing that a skirt makes; the pelvis has the rest. A skirt is one tube round two
 * legs that part: the more it follows each, the more it is stretched between them. What a leg needs
 * beyond that it takes by pushing (the snap).
 */
const SWING = 0.45;

/**
 * Weights for cloth that goes round both legs at once: below the crotch it swings with the thighs
 * only, each thigh's share growing evenly from one side to the other.
 *
 * @param positions xyz of the vertices, metres, as worn by `body`.
 */
export function shareLegs(
  skin: SkinWeights,
  positions: Float32Array,
  body: PosedBody,
): SkinWeights {
  const { joints } = body.avatar.record;
  const numberOf = (name: string) => joints.findIndex((joint) => joint.name === name);
  const [pelvis, left, right] = ['pelvis', 'thigh_l', 'thigh_r'].map(numberOf);
  const crotch = body.landmarks.crotch?.[1];
  if (crotch === undefined || pelvis === undefined || left === undefined || right === undefined) {
    return skin;
  }
  const halfWidth = legSpread(body, left, right);
  const isLeg = joints.map(({ name }) => /^(thigh|calf|foot|ball)_/.test(name));
  const columns = joints.length;
  const values = new Float64Array((columns * positions.length) / 3);
  for (let v = 0; 3 * v < positions.length; v++) {
    const below = smooth((crotch + TRANSITION - positions[3 * v + 1]!) / (2 * TRANSITION));
    const leftShare = smooth(0.5 + positions[3 * v]! / (2 * halfWidth));
    const row = columns * v;
    for (let k = 4 * v; k < 4 * v + 4; k++) {
      const weight = skin.weights[k]!;
      const joint = skin.joints[k]!;
      const lower = isLeg[joint] || joint === pelvis ? below * weight : 0;
      values[row + joint]! += weight - lower;
      values[row + pelvis]! += (1 - SWING) * lower;
      values[row + left]! += SWING * leftShare * lower;
      values[row + right]! += SWING * (1 - leftShare) * lower;
    }
  }
  return strongest(values, columns);
}

/** Metres from the middle to where a leg's side is: twice its joint's distance. */
function legSpread({ jointPositions }: PosedBody, left: number, right: number): number {
  return Math.abs(jointPositions[3 * left]! - jointPositions[3 * right]!);
}

function smooth(share: number): number {
  const t = Math.min(1, Math.max(0, share));
  return t * t * (3 - 2 * t);
}
