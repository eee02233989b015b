import type { Avatar } from '../body/avatar.ts';
import {
  inverseRotation,
  multiplyRotations,
  type Rotation,
  rotate,
  rotationBetween,
  type Vector3,
  vectorFromRotation,
} from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { requireJoint } from './body-points.ts';
import { hangHeight } from './hang-height.ts';
import { boxCentre, openingPoints } from './pattern-points.ts';

const DEGREE = Math.PI / 180;
/** Arms, degrees below the horizontal: beyond these linear blend skinning folds the shoulder. */
const ARM_RANGE = [15, 75] as const;
/** Legs, degrees outward of the vertical. */
const LEG_RANGE = [0, 22] as const;
/** Angles are rounded to this many degrees, so that a cached body serves many garments. */
const ANGLE_STEP = 2.5;

const FINGERS = ['index', 'middle', 'ring', 'pinky'] as const;

/**
 * The pose in which a body lies inside a pattern: arms along the sleeves, legs along the trouser
 * legs, elbows as at rest (straight), fingers straight and together so that cuffs pass.
 *
 * Each limb is aimed from its joint at the middle of its cuff, so flat panels before and behind the
 * body need no bending and the limb is inside by construction (garment.md, 8).
 */
export function poseForPattern(avatar: Avatar, pattern: Pattern): Pose {
  const lift = hangHeight(avatar, pattern);
  const turns: Record<string, Vector3> = {};
  for (const side of ['left', 'right'] as const) {
    const suffix = side === 'left' ? 'l' : 'r';
    const outwards = side === 'left' ? 1 : -1;
    const cuff =
      pattern.sleeveAngles === null ? null : boxCentre(openingPoints(pattern, 'cuff', side));
    if (cuff !== null) {
      const shoulder = requireJoint(avatar.record, `upperarm_${suffix}`);
      const across = outwards * (cuff[0] - shoulder[0]);
      const down = -Math.atan2(cuff[1] + lift - shoulder[1], across) / DEGREE;
      const angle = rounded(down, ARM_RANGE) * DEGREE;
      turns[`upperarm_${suffix}`] = aim(avatar, `upperarm_${suffix}`, `hand_${suffix}`, [
        outwards * Math.cos(angle),
        -Math.sin(angle),
        0,
      ]);
    }
    const leg = pattern.legAngles === null ? null : boxCentre(openingPoints(pattern, 'leg', side));
    if (leg !== null) {
      const hip = requireJoint(avatar.record, `thigh_${suffix}`);
      const out = Math.atan2(outwards * (leg[0] - hip[0]), hip[1] - leg[1] - lift) / DEGREE;
      const angle = rounded(out, LEG_RANGE) * DEGREE;
      const rest = bone(avatar, `thigh_${suffix}`, `foot_${suffix}`);
      const restOut = Math.atan2(outwards * rest[0], -rest[1]);
      // Turned about the z axis alone: the knee keeps its place before the hip.
      turns[`thigh_${suffix}`] = [0, 0, outwards * (angle - restOut)];
      turns[`foot_${suffix}`] = [0, 0, -outwards * (angle - restOut)];
    }
    Object.assign(turns, mittenHand(avatar, suffix));
  }
  return { turns };
}

function rounded(degrees: number, [low, high]: readonly [number, number]): number {
  const clamped = Math.min(high, Math.max(low, degrees));
  return Math.round(clamped / ANGLE_STEP) * ANGLE_STEP;
}

/** Straightens wrist and fingers along the forearm and lays the thumb against them. */
function mittenHand(avatar: Avatar, suffix: 'l' | 'r'): Record<string, Vector3> {
  const forearm = bone(avatar, `lowerarm_${suffix}`, `hand_${suffix}`);
  const turns: Record<string, Vector3> = {};
  const hand = rotationBetween(bone(avatar, `hand_${suffix}`, `middle_01_${suffix}`), forearm);
  turns[`hand_${suffix}`] = vectorFromRotation(hand);
  for (const finger of [...FINGERS, 'thumb'] as const) {
    let parent: Rotation = hand;
    for (const knuckle of [1, 2] as const) {
      const joint = `${finger}_0${knuckle}_${suffix}`;
      const own = rotationBetween(
        bone(avatar, joint, `${finger}_0${knuckle + 1}_${suffix}`),
        rotate(inverseRotation(parent), forearm),
      );
      turns[joint] = vectorFromRotation(own);
      parent = multiplyRotations(parent, own);
    }
  }
  return turns;
}

/** The turn that points a joint's chain along `direction`, its parents being at rest. */
function aim(avatar: Avatar, from: string, to: string, direction: Vector3): Vector3 {
  return vectorFromRotation(rotationBetween(bone(avatar, from, to), direction));
}

function bone(avatar: Avatar, from: string, to: string): Vector3 {
  const a = requireJoint(avatar.record, from);
  const b = requireJoint(avatar.record, to);
  return [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
}
