import type { Avatar } from '../body/avatar.ts';
import { requireJoint } from '../drape/body-points.ts';
import type { PosableGarment, WornCloth } from './pose-garment.ts';

/** Metres from the middle of a forearm to what it lies beside: its own half, a sleeve's cloth and air. */
const ARM_HALF = 0.055;
/** Degrees out of the vertical beyond which arms are not spread for a skirt: the rest pose's. */
const WIDEST = 45;
/** Metres before and behind the shoulder within which cloth is in the way of an arm that swings. */
const SWEEP = 0.2;
/** Metres above and below the wrist within which a hand on the hip lies. */
const HAND_REACH = 0.09;
/** Share of a vertex's weight on arms from which on the cloth is a sleeve and goes with them. */
const SLEEVE = 0.3;

/** How far a garment keeps arms off the sides. */
export interface ArmRoom {
  /** Degrees out of the vertical that a hanging arm needs at least. */
  readonly hanging: number;
  /** Metres from the middle that a hand at a height (metres, file frame) needs at least. */
  widthAt(height: number): number;
}

export const BARE_ARM_ROOM: ArmRoom = { hanging: 0, widthAt: () => 0 };

/** Measures the cloth beside the arms: arms hang outside of a wide skirt, not in it. */
export function armRoom({ worn, skin }: PosableGarment<WornCloth>): ArmRoom {
  const { avatar } = worn.body;
  const shoulder = requireJoint(avatar.record, 'upperarm_l');
  const reach = shoulder[1] - requireJoint(avatar.record, 'hand_l')[1];
  const lowest = shoulder[1] - Math.SQRT2 * reach - HAND_REACH;
  const arms = armShares(avatar, skin);
  const { positions } = worn;
  const beside: (readonly [number, number])[] = [];
  let tangent = 0;
  for (let v = 0; 3 * v < positions.length; v++) {
    if (arms[v]! > SLEEVE) continue;
    const x = Math.abs(positions[3 * v]!);
    const y = positions[3 * v + 1]!;
    if (y < lowest || Math.abs(positions[3 * v + 2]! - shoulder[2]) > SWEEP) continue;
    beside.push([x, y]);
    // Nearer to the shoulder the arm and the side touch anyway.
    const drop = shoulder[1] - y;
    if (drop < reach / 2) continue;
    tangent = Math.max(tangent, (x + ARM_HALF - shoulder[0]) / drop);
  }
  return {
    hanging: Math.min(WIDEST, (Math.atan(tangent) * 180) / Math.PI),
    widthAt: (height) => {
      let width = 0;
      for (const [x, y] of beside) {
        if (Math.abs(y - height) <= HAND_REACH) width = Math.max(width, x);
      }
      return width;
    },
  };
}

function armShares(avatar: Avatar, { joints, weights }: PosableGarment['skin']): Float32Array {
  const isArm = avatar.record.joints.map(({ name }) => /^(upperarm|lowerarm|hand)_/.test(name));
  const shares = new Float32Array(joints.length / 4);
  for (let k = 0; k < joints.length; k++) {
    if (isArm[joints[k]!]) shares[k >> 2]! += weights[k]!;
  }
  return shares;
}
