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
import { armAngles, bone, roundedAngle } from './arm-angles.ts';
import { requireJoint } from './body-points.ts';
import { hangHeight } from './hang-height.ts';
import { boxCentre, openingPoints } from './pattern-points.ts';

const DEGREE = Math.PI / 180;
/**
 * Legs, degrees outward of the vertical: from the rest pose's stance (closer, thighs touch) to the
 * widest that still looks like standing.
 */
const LEG_RANGE = [2.5, 16] as const;
/**
 * Metres below the hip joint at which a leg opening begins and ends to steer the leg: the middle of a
 * short leg's opening says little about where the foot would be.
 */
const LEG_STEERING = [0.25, 0.6] as const;

const FINGERS = ['index', 'middle', 'ring', 'pinky'] as const;

/**
 * The pose in which a body lies inside a pattern: arms along the sleeves (elbows bent where a sleeve
 * was laid in a bow), legs along the trouser legs, fingers straight and together so that cuffs pass.
 *
 * Each limb follows the middle of its sleeve or leg, so flat panels before and behind the
 * body need no bending and the limb is inside by construction.
 *
 * @param highestArm Degrees below the horizontal that arms are raised to at most: sleeves laid flatter
 *   than that have to be turned down with them (see turn-sleeves.ts).
 */
export function poseForPattern(avatar: Avatar, pattern: Pattern, highestArm = 0): Pose {
  const lift = hangHeight(avatar, pattern);
  const turns: Record<string, Vector3> = {};
  for (const side of ['left', 'right'] as const) {
    Object.assign(turns, armTurns(avatar, pattern, side, lift, highestArm));
    const leg = pattern.legAngles === null ? null : boxCentre(openingPoints(pattern, 'leg', side));
    if (leg !== null) Object.assign(turns, legTowards(avatar, side, leg[0], leg[1] + lift));
    Object.assign(turns, mittenHand(avatar, side === 'left' ? 'l' : 'r'));
  }
  return { turns };
}

/**
 * A leg turned so that it comes out of a leg opening.
 *
 * @param x Of the opening's middle. @param y The same, metres, file frame.
 */
export function legTowards(
  avatar: Avatar,
  side: 'left' | 'right',
  x: number,
  y: number,
): Record<string, Vector3> {
  const suffix = side === 'left' ? 'l' : 'r';
  const outwards = side === 'left' ? 1 : -1;
  const hip = requireJoint(avatar.record, `thigh_${suffix}`);
  const drop = hip[1] - y;
  const out = Math.atan2(outwards * (x - hip[0]), drop) / DEGREE;
  const [from, to] = LEG_STEERING;
  const steering = Math.min(1, Math.max(0, (drop - from) / (to - from)));
  const [straight, widest] = LEG_RANGE;
  const angle = roundedAngle(straight + steering * (out - straight), [straight, widest]) * DEGREE;
  const rest = bone(avatar, `thigh_${suffix}`, `foot_${suffix}`);
  const restOut = Math.atan2(outwards * rest[0], -rest[1]);
  // Turned about the z axis alone: the knee keeps its place before the hip.
  return {
    [`thigh_${suffix}`]: [0, 0, outwards * (angle - restOut)],
    [`foot_${suffix}`]: [0, 0, -outwards * (angle - restOut)],
  };
}

/** Upper arm and forearm laid along the sleeve's middle line, the arm raised to `highest` degrees below the horizontal at most. */
function armTurns(
  avatar: Avatar,
  pattern: Pattern,
  side: 'left' | 'right',
  lift: number,
  highest: number,
): Record<string, Vector3> {
  const angles = armAngles(avatar, pattern, side, lift);
  if (angles === null) return {};
  const outwards = side === 'left' ? 1 : -1;
  const upper = Math.max(highest, angles.upper);
  const direction = (degrees: number): Vector3 => [
    outwards * Math.cos(degrees * DEGREE),
    -Math.sin(degrees * DEGREE),
    0,
  ];
  return armAlong(avatar, side, direction(upper), direction(upper + angles.bend));
}

/** An arm turned to lie along two unit directions, of the upper arm and of the forearm. */
export function armAlong(
  avatar: Avatar,
  side: 'left' | 'right',
  upper: Vector3,
  fore: Vector3,
): Record<string, Vector3> {
  const suffix = side === 'left' ? 'l' : 'r';
  const arm = rotationBetween(bone(avatar, `upperarm_${suffix}`, `lowerarm_${suffix}`), upper);
  const forearm = rotationBetween(
    bone(avatar, `lowerarm_${suffix}`, `hand_${suffix}`),
    rotate(inverseRotation(arm), fore),
  );
  return {
    [`upperarm_${suffix}`]: vectorFromRotation(arm),
    [`lowerarm_${suffix}`]: vectorFromRotation(forearm),
  };
}

/** Straightens wrist and fingers along the forearm and lays the thumb against them. */
export function mittenHand(avatar: Avatar, suffix: 'l' | 'r'): Record<string, Vector3> {
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
