import type { Avatar } from '../body/avatar.ts';
import {
  multiplyRotations,
  NO_ROTATION,
  type Rotation,
  rotationFromVector,
  type Vector3,
} from '../body/joint-rotation.ts';
import { type Pose, REST_POSE } from '../body/pose.ts';
import { bone } from '../drape/arm-angles.ts';
import { requireJoint, requireLandmark } from '../drape/body-points.ts';
import { type ArmRoom, BARE_ARM_ROOM } from './arm-room.ts';
import { aimed, bendTo, type Limb, limbReach, limbTurns, turnFrom } from './limb-turns.ts';

/** The poses a dressed avatar can be shown in, by the names of the command line. */
export const POSE_NAMES = ['a', 'relaxed', 't', 'hips'] as const;
export type PoseName = (typeof POSE_NAMES)[number];

const DEGREE = Math.PI / 180;
/** Degrees out of the vertical of upper arm and forearm that hang: closer, and sleeves are pinched between arm and side. */
const HANGING_UPPER = 25;
const HANGING_FORE = 13;
/** Degrees that a hanging forearm points forward: nobody's elbows lock. */
const HANGING_FORWARD = 9;
/** Degrees that collar bones rise with arms at shoulder height. */
const RAISED_CLAVICLE = 9;
/** Metres from the side at the waist to the wrist of a hand on the hip: out, down, forward. */
const WRIST_ON_HIP: Vector3 = [0.075, -0.035, -0.015];
/** Metres from a garment's side to the wrist of a hand that rests on it. */
const WRIST_OFF_CLOTH = 0.06;
/** Which way the elbow points and the hand lies, for the left side. */
const ELBOW_ON_HIP: Vector3 = [0.9, 0, -0.45];
const HAND_ON_HIP: Vector3 = [0.2, -0.5, 0.85];
/** Degrees that forearm and hand each turn for the fingers to lie in front and the thumb behind. */
const PRONATION = 35;

/**
 * @param room what the garment leaves the arms; left out, the body is bare.
 * @throws {InputError} `avatar-invalid` when the body lacks a joint or landmark.
 */
export function namedPose(avatar: Avatar, name: PoseName, room: ArmRoom = BARE_ARM_ROOM): Pose {
  if (name === 'a') return REST_POSE;
  const arm = { relaxed: hangingArm, t: raisedArm, hips: armOnHip }[name];
  return { turns: { ...arm(avatar, 'l', room), ...arm(avatar, 'r', room) } };
}

export type Side = 'l' | 'r';

export function armOf(side: Side): Limb {
  return [`upperarm_${side}`, `lowerarm_${side}`, `hand_${side}`];
}

/** The arm at the side, a little off it. */
function hangingArm(avatar: Avatar, side: Side, { hanging }: ArmRoom): Record<string, Vector3> {
  return limbTurns(avatar, armOf(side), NO_ROTATION, {
    upper: hangingDirection(side, Math.max(HANGING_UPPER, hanging), 0),
    lower: hangingDirection(side, Math.max(HANGING_FORE, hanging), HANGING_FORWARD),
  }).turns;
}

/** Degrees out of the vertical, and forward of it. */
function hangingDirection(side: Side, out: number, forward: number): Vector3 {
  return [outwards(side) * Math.tan(out * DEGREE), -1, Math.tan(forward * DEGREE)];
}

/** The arm straight out at shoulder height. */
function raisedArm(avatar: Avatar, side: Side): Record<string, Vector3> {
  const clavicle: Vector3 = [0, 0, outwards(side) * RAISED_CLAVICLE * DEGREE];
  const out: Vector3 = [outwards(side), 0, 0];
  const { turns } = limbTurns(avatar, armOf(side), rotationFromVector(clavicle), {
    upper: out,
    lower: out,
  });
  return { [`clavicle_${side}`]: clavicle, ...turns };
}

/** The hand on the hip, elbow out. */
function armOnHip(avatar: Avatar, side: Side, room: ArmRoom): Record<string, Vector3> {
  const sign = outwards(side);
  const limb = armOf(side);
  const shoulder = requireJoint(avatar.record, limb[0]);
  const waist = requireLandmark(
    avatar.record,
    side === 'l' ? 'waist_side_left' : 'waist_side_right',
  );
  const height = waist[1] + WRIST_ON_HIP[1];
  const width = Math.max(
    Math.abs(waist[0]) + WRIST_ON_HIP[0],
    room.widthAt(height) + WRIST_OFF_CLOTH,
  );
  const place: Vector3 = [
    sign * width - shoulder[0],
    height - shoulder[1],
    waist[2] + WRIST_ON_HIP[2] - shoulder[2],
  ];
  const aim = bendTo(limbReach(avatar, limb), place, mirrored(ELBOW_ON_HIP, sign));
  const twist = sign * PRONATION * DEGREE;
  const { turns, end } = limbTurns(avatar, limb, NO_ROTATION, { ...aim, twist });
  const direction = mirrored(HAND_ON_HIP, sign);
  const laid = aimed(end, bone(avatar, limb[2], `middle_01_${side}`), direction);
  const hand = multiplyRotations(turnAbout(direction, twist), laid);
  return { ...turns, [limb[2]]: turnFrom(end, hand) };
}

function turnAbout([x, y, z]: Vector3, angle: number): Rotation {
  const size = Math.sqrt(x * x + y * y + z * z);
  return rotationFromVector([(angle * x) / size, (angle * y) / size, (angle * z) / size]);
}

function mirrored([x, y, z]: Vector3, sign: number): Vector3 {
  return [sign * x, y, z];
}

/** +1 on the wearer's left, -1 on the right. */
export function outwards(side: Side): 1 | -1 {
  return side === 'l' ? 1 : -1;
}
