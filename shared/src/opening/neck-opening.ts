import type { PosedBody } from '../body/avatar.ts';
import { type FrontProfile, heightOf, topAt } from '../fitting/front-profile.ts';

/** Cloth round the neck stands off this much, metres. */
export const NECK_ROOM = 0.012;
/** Lowest place of a neck's cut below the front of the neck, metres. */
const NECK_REACH = 0.1;
/** A hood's opening: half its width, and how far above the front of the neck and below the top of the head it ends, metres. */
const FACE_HALF = 0.085;
const FACE_ABOVE = 0.03;
const FACE_BELOW = 0.05;
/**
 * What closes a hood is cut so far behind its own farthest place, metres, looked for in this share of the opening; but
 * no nearer to the middle of the head than this: there are the hood's sides.
 */
const BEHIND_CAP = 0.012;
const CAP_SHARE = 0.6;
const BEFORE_MIDDLE = 0.01;
/** Nothing is cut so far from a neck's opening: farther than a garment is long, metres. */
const FAR = 9;

/** Whether cloth stands over the head. */
export function isHooded({ landmarks }: PosedBody, profile: FrontProfile): boolean {
  const centre = (landmarks.neck_side_left![0] + landmarks.neck_side_right![0]) / 2;
  const top = topAt(profile, centre, Infinity);
  return top !== null && top > (landmarks.neck_side_left![1] + landmarks.head_top![1]) / 2;
}

/** Negative before the face: a hood is open there, and its edge is the neck opening. */
export function faceOpening({ landmarks }: PosedBody, profile: FrontProfile) {
  const [low, high] = [landmarks.neck_front![1] + FACE_ABOVE, landmarks.head_top![1] - FACE_BELOW];
  const [middle, halfHeight] = [(low + high) / 2, (high - low) / 2];
  const centre = (landmarks.neck_side_left![0] + landmarks.neck_side_right![0]) / 2;
  const beside = (x: number, y: number) =>
    FACE_HALF * (Math.hypot((x - centre) / FACE_HALF, (y - middle) / halfHeight) - 1);
  // A cap may lie anywhere between the throat and the ears: one that a fixed plane met was left in patches on the face.
  let cap = landmarks.neck_front![2];
  for (let cell = 0; cell < profile.near.length; cell++) {
    const x = profile.left + ((cell % profile.columns) + 0.5) * profile.cellX;
    const y = heightOf(profile, Math.floor(cell / profile.columns));
    const isInside = beside(x, y) < FACE_HALF * (CAP_SHARE - 1);
    if (isInside && profile.near[cell]! > -Infinity) {
      cap = Math.min(cap, profile.near[cell]! - BEHIND_CAP);
    }
  }
  const behind = Math.max(cap, landmarks.head_top![2] + BEFORE_MIDDLE);
  return (x: number, y: number, z: number) => Math.max(beside(x, y), behind - z);
}

/** Negative in an upright tube round the neck, as wide as the garment's own neck if that is wider. */
export function neckTube({ landmarks }: PosedBody, profile: FrontProfile) {
  const front = landmarks.neck_front!;
  const back = landmarks.neck_back!;
  const side = landmarks.neck_side_left!;
  const shoulder = landmarks.shoulder_left!;
  const centre = (landmarks.neck_side_right![0] + side[0]) / 2;
  let halfWidth = side[0] - centre + NECK_ROOM;
  // Beside the neck the shoulders are highest at the neck's own points.
  let peak = -Infinity;
  const widest = centre + 0.75 * (shoulder[0] - centre);
  for (let x = centre; x < widest; x += profile.cellX) {
    const tops = [x, 2 * centre - x].map((at) => topAt(profile, at, Infinity) ?? -Infinity);
    const lower = Math.min(...tops);
    if (lower <= peak + 0.002) continue;
    peak = lower;
    halfWidth = Math.max(side[0] - centre + NECK_ROOM, x - centre - 0.005);
  }
  const halfDepth = (front[2] - back[2]) / 2 + NECK_ROOM;
  const middle = (front[2] + back[2]) / 2;
  return (x: number, y: number, z: number) =>
    y < front[1] - NECK_REACH
      ? FAR
      : halfDepth * (Math.hypot((x - centre) / halfWidth, (z - middle) / halfDepth) - 1);
}
