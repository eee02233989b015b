import type { AvatarRecord } from '../body/avatar.ts';
import { InputError } from '../job/input-error.ts';

/** What the pattern maker asks of a body: girths and heights above the floor, metres. */
export interface BodyMeasures {
  readonly bust: number;
  readonly waist: number;
  readonly hip: number;
  readonly neck: number;
  readonly upperArm: number;
  readonly wrist: number;
  readonly thigh: number;
  readonly calf: number;
  readonly ankle: number;
  /** From the neck's side over the shoulder to the wrist. */
  readonly armReach: number;
  /** From the shoulder's end to the wrist. */
  readonly sleeveReach: number;
  /** From the middle to the shoulder's end. */
  readonly shoulderX: number;
  readonly neckSideHeight: number;
  readonly headTopHeight: number;
  /** From the middle to the side of the neck. */
  readonly neckSideX: number;
  readonly armpitHeight: number;
  readonly waistHeight: number;
  readonly hipHeight: number;
  /** How much lower the bust's point lies than the neck's front, and how much farther forward. */
  readonly chestSlope: { readonly height: number; readonly depth: number };
  readonly crotchHeight: number;
  /** Share of the waist's girth that lies before the sides. */
  readonly waistFront: number;
}

/** @throws {InputError} `avatar-incomplete` when the record lacks a measure or landmark. */
export function bodyMeasures(body: AvatarRecord): BodyMeasures {
  const girth = (name: string) => {
    const value = body.measures[`${name}_girth_cm`];
    if (value === undefined) throw incomplete(body, `measure ${name}_girth_cm`);
    return value / 100;
  };
  const landmark = (name: string) => {
    const point = body.landmarks[name];
    if (point === undefined) throw incomplete(body, `landmark ${name}`);
    return point;
  };
  const height = (name: string) => landmark(name)[1];
  const distance = (from: string, to: string) => {
    const [ax, ay, az] = landmark(from);
    const [bx, by, bz] = landmark(to);
    return Math.hypot(bx - ax, by - ay, bz - az);
  };
  return {
    bust: girth('bust'),
    waist: girth('waist'),
    hip: girth('hip'),
    neck: girth('neck'),
    upperArm: girth('upper_arm'),
    wrist: girth('wrist'),
    thigh: girth('thigh'),
    calf: girth('calf'),
    ankle: girth('ankle'),
    armReach:
      distance('neck_side_left', 'shoulder_left') +
      distance('shoulder_left', 'elbow_left') +
      distance('elbow_left', 'wrist_outer_left'),
    sleeveReach:
      distance('shoulder_left', 'elbow_left') + distance('elbow_left', 'wrist_outer_left'),
    shoulderX: landmark('shoulder_left')[0],
    neckSideHeight: height('neck_side_left'),
    headTopHeight: body.landmarks.head_top?.[1] ?? body.height_cm / 100,
    neckSideX: landmark('neck_side_left')[0],
    armpitHeight: height('armpit_left'),
    waistHeight: height('waist_side_left'),
    hipHeight: height('hip_side_left'),
    chestSlope: chestSlope(landmark('neck_front'), landmark('bust_point_left')),
    crotchHeight: height('crotch'),
    waistFront: waistFront(
      landmark('waist_side_left'),
      landmark('waist_front'),
      landmark('waist_back'),
    ),
  };
}

type Landmark = readonly [number, number, number];

/** Of two half ellipses through the waist's side, front and back: lengths by the root of the mean square. */
function waistFront(side: Landmark, front: Landmark, back: Landmark): number {
  const before = Math.hypot(side[0], front[2] - side[2]);
  const behind = Math.hypot(side[0], side[2] - back[2]);
  return before / (before + behind);
}

function chestSlope(
  neck: readonly [number, number, number],
  bust: readonly [number, number, number],
): BodyMeasures['chestSlope'] {
  return { height: neck[1] - bust[1], depth: Math.max(0, bust[2] - neck[2]) };
}

function incomplete(body: AvatarRecord, what: string): InputError {
  return new InputError(
    'avatar-incomplete',
    `The avatar ${body.id} has no ${what}, which sizing a garment needs. Build the avatar again.`,
  );
}

/**
 * Length that cloth hung from the shoulders takes to go over the bust and down the back instead of
 * straight down, metres (drapes on the regular preset: 8 in front, 4 behind).
 */
const OVER_BUST = 0.06;

/**
 * Height above the floor at which a level of a garment lies when worn.
 *
 * @param lift Height of the pattern's y = 0.
 * @param y Of the level, metres, pattern frame.
 */
export function wornHeight(body: BodyMeasures, lift: number, y: number): number {
  const shoulders = body.neckSideHeight - body.armpitHeight;
  const aboveArmpit = lift - body.armpitHeight;
  // Only what hangs from above the bust has to go over it.
  const share = Math.min(1, Math.max(0, aboveArmpit / shoulders));
  return lift + y + OVER_BUST * share * Math.min(1, Math.max(0, -y / (shoulders + OVER_BUST)));
}

/** Girth of the torso at a height above the floor, linear between bust, waist and hip. */
export function torsoGirthAt(body: BodyMeasures, height: number): number {
  // The bust's fullest level lies a little under the armpit (regular preset: 3.3 cm).
  const bustHeight = body.armpitHeight - 0.033;
  if (height >= bustHeight) return body.bust;
  if (height >= body.waistHeight) {
    const share = (height - body.waistHeight) / (bustHeight - body.waistHeight);
    return body.waist + share * (body.bust - body.waist);
  }
  if (height >= body.hipHeight) {
    const share = (height - body.hipHeight) / (body.waistHeight - body.hipHeight);
    return body.hip + share * (body.waist - body.hip);
  }
  return body.hip;
}

/**
 * Share of the torso's girth that lies before the sides, at a height above the floor: the waist's, half
 * of it from the hip down. Bellies stand out where backs are hollow.
 */
export function torsoFrontAt(body: BodyMeasures, height: number): number {
  const above = (height - body.hipHeight) / (body.waistHeight - body.hipHeight);
  return 0.5 + Math.min(1, Math.max(0, above)) * (body.waistFront - 0.5);
}

/** Share of the crotch's height at which the calf is fullest (regular preset: 31 of 82 cm). */
const CALF_LEVEL = 0.38;
/** The ankle's height over the crotch's. */
const ANKLE_LEVEL = 0.11;

/** Girth of one leg at a height above the floor, linear between crotch, calf and ankle. */
export function legGirthAt(body: BodyMeasures, height: number): number {
  const share = height / body.crotchHeight;
  if (share >= CALF_LEVEL) {
    const t = Math.min(1, (share - CALF_LEVEL) / (1 - CALF_LEVEL));
    return body.calf + t * (body.thigh - body.calf);
  }
  const t = Math.max(0, (share - ANKLE_LEVEL) / (CALF_LEVEL - ANKLE_LEVEL));
  return body.ankle + t * (body.calf - body.ankle);
}
