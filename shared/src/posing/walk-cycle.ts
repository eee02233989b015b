import type { Avatar } from '../body/avatar.ts';
import {
  NO_ROTATION,
  type Rotation,
  rotate,
  rotationFromVector,
  type Vector3,
} from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import { requireJoint, requireLandmark } from '../drape/body-points.ts';
import { type ArmRoom, BARE_ARM_ROOM } from './arm-room.ts';
import { bendTo, type Limb, limbReach, limbTurns, turnFrom } from './limb-turns.ts';
import { armOf, outwards, type Side } from './named-poses.ts';

/** Seconds of two steps. */
export const WALK_PERIOD = 1.1;
/** Share of the period that a foot is on the ground: over a half, so that the weight is handed over. */
export const STANCE = 0.6;
/** Share of a leg's length that a foot goes back while it is on the ground. */
const STRIDE = 0.56;
/** Share of the stride that lies before the hip. */
const BEFORE = 0.54;
/** Degrees of the foot: toes up as the heel touches, toes down as they leave. */
const HEEL_STRIKE = -16;
const TOE_OFF = 42;
/**
 * Metres that a foot is lower as its heel touches, higher as its toes leave, than one that turns about
 * its heel's landmark and its ball's joint: what the skin is off the ground there on each of the bodies.
 */
const HEEL_LOWERED = 0.005;
const TOES_RAISED = 0.004;
/** Shares of the period at which the sole is down, and at which the heel begins to rise. */
const SOLE_DOWN = 0.09;
const HEEL_RISES = 0.32;
/** Metres that the ankle is lifted midway through the swing, beyond the straight way. */
const SWING_LIFT = 0.05;
/** Metres: how far the pelvis is lowered for the legs to reach, and how much it bobs. */
const LOWERED = 0.016;
const BOB = 0.012;
/** Degrees: the pelvis turned with the leg before it, the chest back against it. */
const PELVIS_TURN = 5;
const CHEST_TURN = 5;
/** Degrees out of the vertical of upper arm and forearm, the arm's swing, the elbow's bend and how much it bends more before. */
const ARM_OUT = 25;
const FOREARM_OUT = 15;
const ARM_SWING = 17;
const ELBOW = 16;
const ELBOW_SWING = 9;

const DEGREE = Math.PI / 180;

/**
 * A walk on the spot: the body stays, the ground goes back evenly under the feet. Feet are led along
 * their way (heel, sole, toes on the ground in turn, then an arc) and the legs follow by bending.
 *
 * @param phase Of the period, from the left heel's touch; whole numbers are the same pose. The right
 * side does half a period later what the left does, so `phase + 0.5` is the mirrored pose.
 * @param room what the garment leaves the arms; left out, the body is bare.
 * @throws {InputError} `avatar-invalid` when the body lacks a joint or landmark.
 */
export function walkPose(avatar: Avatar, phase: number, room: ArmRoom = BARE_ARM_ROOM): Pose {
  const cycle = 2 * Math.PI * phase;
  // The left leg is farthest before at phase 0, the left arm half a period later.
  const lead = Math.cos(cycle);
  const move: Vector3 = [0, BOB * -Math.cos(2 * cycle) - LOWERED, 0];
  const pelvisTurn: Vector3 = [0, -PELVIS_TURN * lead * DEGREE, 0];
  const pelvis = rotationFromVector(pelvisTurn);
  const spineTurn: Vector3 = [0, ((PELVIS_TURN + CHEST_TURN) / 3) * lead * DEGREE, 0];
  const turns: Record<string, Vector3> = { pelvis: pelvisTurn };
  for (const spine of ['spine_01', 'spine_02', 'spine_03']) turns[spine] = spineTurn;
  turns.neck_01 = [0, -CHEST_TURN * lead * DEGREE, 0];
  const chest = rotationFromVector([0, CHEST_TURN * lead * DEGREE, 0]);
  for (const side of ['l', 'r'] as const) {
    const own = side === 'l' ? phase : phase + 0.5;
    Object.assign(turns, legTurns(avatar, side, own - Math.floor(own), pelvis, move));
    Object.assign(turns, swingingArm(avatar, side, side === 'l' ? -lead : lead, chest, room));
  }
  return { turns, move };
}

function legTurns(
  avatar: Avatar,
  side: Side,
  phase: number,
  pelvis: Rotation,
  move: Vector3,
): Record<string, Vector3> {
  const limb: Limb = [`thigh_${side}`, `calf_${side}`, `foot_${side}`];
  const { ankle, pitch, toes } = footAt(avatar, side, phase);
  const root = requireJoint(avatar.record, 'pelvis');
  const joint = requireJoint(avatar.record, limb[0]);
  const arm = rotate(pelvis, [joint[0] - root[0], joint[1] - root[1], joint[2] - root[2]]);
  const place: Vector3 = [
    ankle[0] - root[0] - arm[0] - move[0],
    ankle[1] - root[1] - arm[1] - move[1],
    ankle[2] - root[2] - arm[2] - move[2],
  ];
  const aim = bendTo(limbReach(avatar, limb), place, [0, 0, 1]);
  const { turns, end } = limbTurns(avatar, limb, pelvis, aim);
  return {
    ...turns,
    [limb[2]]: turnFrom(end, rotationFromVector([pitch, 0, 0])),
    [`ball_${side}`]: [-toes, 0, 0],
  };
}

/** Where an ankle is (metres, file frame), how its foot is tilted (radians, toes down) and its toes against it (up). */
export interface FootPlace {
  readonly ankle: Vector3;
  readonly pitch: number;
  readonly toes: number;
}

/** @param phase Of the period, from this foot's touch: 0 to 1. */
export function footAt(avatar: Avatar, side: Side, phase: number): FootPlace {
  if (phase <= STANCE) return footOnGround(avatar, side, phase);
  const from = footOnGround(avatar, side, STANCE);
  const to = footOnGround(avatar, side, 0);
  const share = (phase - STANCE) / (1 - STANCE);
  // Leaves and arrives with the ground's own speed, so that the foot neither jerks nor scuffs.
  const speed = (-groundWay(avatar) / STANCE) * (1 - STANCE);
  const z = hermite(from.ankle[2], speed, to.ankle[2], speed, share);
  const lift = SWING_LIFT * Math.sin(Math.PI * share) ** 2;
  const eased = share * share * (3 - 2 * share);
  return {
    ankle: [from.ankle[0], from.ankle[1] + eased * (to.ankle[1] - from.ankle[1]) + lift, z],
    pitch: from.pitch + eased * (to.pitch - from.pitch),
    toes: from.toes * (1 - eased),
  };
}

/** Metres that the ground goes back under a foot while it stands. */
export function groundWay(avatar: Avatar): number {
  return (
    STRIDE * (requireJoint(avatar.record, 'thigh_l')[1] - requireJoint(avatar.record, 'foot_l')[1])
  );
}

/** Rolls over the heel, stands on the sole, rolls over the ball. */
function footOnGround(avatar: Avatar, side: Side, phase: number): FootPlace {
  const pitch = DEGREE * pitchAt(phase);
  const joint = requireJoint(avatar.record, `foot_${side}`);
  const way = groundWay(avatar);
  const shift =
    requireJoint(avatar.record, `thigh_${side}`)[2] - joint[2] + way * (BEFORE - phase / STANCE);
  const heel = requireLandmark(avatar.record, side === 'l' ? 'heel_left' : 'heel_right');
  const pivot = pitch < 0 ? heel : requireJoint(avatar.record, `ball_${side}`);
  const arm = rotate(pitch === 0 ? NO_ROTATION : rotationFromVector([pitch, 0, 0]), [
    0,
    joint[1] - pivot[1],
    joint[2] - pivot[2],
  ]);
  const raised =
    pitch < 0
      ? (-HEEL_LOWERED * pitch) / (DEGREE * HEEL_STRIKE)
      : TOES_RAISED * (pitch / (DEGREE * TOE_OFF)) ** 2;
  return {
    ankle: [joint[0], pivot[1] + arm[1] + raised, pivot[2] + arm[2] + shift],
    pitch,
    // While the foot rolls over its ball, the toes stay flat.
    toes: Math.max(0, pitch),
  };
}

function pitchAt(phase: number): number {
  if (phase < SOLE_DOWN) return HEEL_STRIKE * (1 - phase / SOLE_DOWN) ** 2;
  if (phase < HEEL_RISES) return 0;
  return TOE_OFF * ((phase - HEEL_RISES) / (STANCE - HEEL_RISES)) ** 2;
}

/** Cubic from a to b with the given slopes at its ends. */
function hermite(a: number, slopeA: number, b: number, slopeB: number, t: number): number {
  const t2 = t * t;
  const t3 = t2 * t;
  return (
    (2 * t3 - 3 * t2 + 1) * a +
    (t3 - 2 * t2 + t) * slopeA +
    (3 * t2 - 2 * t3) * b +
    (t3 - t2) * slopeB
  );
}

/** @param forward -1 behind to 1 before. */
function swingingArm(
  avatar: Avatar,
  side: Side,
  forward: number,
  chest: Rotation,
  { hanging }: ArmRoom,
): Record<string, Vector3> {
  const swing = ARM_SWING * forward;
  const bend = ELBOW + ELBOW_SWING * forward;
  const direction = (out: number, before: number): Vector3 =>
    rotate(chest, [
      outwards(side) * Math.tan(out * DEGREE),
      -Math.cos(before * DEGREE),
      Math.sin(before * DEGREE),
    ]);
  return limbTurns(avatar, armOf(side), chest, {
    upper: direction(Math.max(ARM_OUT, hanging), swing),
    lower: direction(Math.max(FOREARM_OUT, hanging), swing + bend),
  }).turns;
}
