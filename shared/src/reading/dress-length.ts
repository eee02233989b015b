import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';
import { STRAP_WIDTH, shoulderWidth } from './strap.ts';
import { isStraplessEdge } from './strapless-edge.ts';

/** Length over chest width (flare and sleeves weighed in) from which an upper garment is a dress. */
const DRESS_LENGTH = 2.4;
/** Length over the armpits' depth from which it is one: heights alone, as a mannequin squeezes widths. */
const DRESS_DEPTHS = 3.5;
/** The same without sleeves, whose armholes are shorter. */
const DRESS_DEPTHS_SLEEVELESS = 4.5;
/** Both with straps: what lies above the chest is bare skin. */
const STRAPPED_LENGTH = 2.1;
const STRAPPED_DEPTHS = 3.45;
/** Length over width of a strapless dress; below it hangs a strapless top. */
const STRAPLESS_LENGTH = 1.35;

/** Length over chest width, more for a flared hem, less where long sleeves reach down to the hem. */
function lengthIndex(frame: GarmentFrame, upper: Upper): number {
  const { leftHalf, rightHalf, left, right, torso } = upper;
  const neck = (leftHalf.v[left.neck]! + rightHalf.v[right.neck]!) / 2;
  const middle = Math.min(leftHalf.v[leftHalf.length - 1]!, rightHalf.v[rightHalf.length - 1]!);
  // The higher corner: the lower one may be a tie's end.
  const corners = Math.min(leftHalf.v[left.hem]!, rightHalf.v[right.hem]!);
  const length = Math.min(middle, (middle + corners) / 2) - neck;
  let index = length / (2 * torso);
  const hem = (leftHalf.u[left.hem]! + rightHalf.u[right.hem]!) / (2 * torso);
  index += 1.2 * Math.max(0, hem - 1.15);
  if (left.sleeved && right.sleeved) {
    const cuff = (leftHalf.v[left.cuffInner]! + rightHalf.v[right.cuffInner]!) / 2 - neck;
    const long = cuff > 2.2 * torso;
    if (long && cuff > 0.72 * length) index -= 0.6;
    if (long && cuff < 0.62 * length) index += 0.4;
  }
  return Math.min(index, 2 * frame.height);
}

/** Cuffs end about this far down a dress with short sleeves, as a share of its length; tops' end lower. */
const CUFF_SHARE = 0.33;
/** Sleeves longer than this (half torso widths, from the neck point) are long ones. */
const LONG_ARM = 2.6;
/** A long sleeve is as long as a top; beside a dress it is at most this share of the length. */
const LONG_ARM_SHARE = 0.77;
const LONG_ARM_WEIGHT = 1.5;

/** How much further down the sleeves end than a dress's would: taken off its index. */
function sleeveReach({ leftHalf, rightHalf, left, right, torso }: Upper, length: number): number {
  const middle = (half: HalfOutline, { neck, cuffOuter, cuffInner }: UpperSide) => ({
    u: (half.u[cuffOuter]! + half.u[cuffInner]!) / 2 - half.u[neck]!,
    v: (half.v[cuffOuter]! + half.v[cuffInner]!) / 2 - half.v[neck]!,
  });
  const l = middle(leftHalf, left);
  const r = middle(rightHalf, right);
  const arm = (Math.hypot(l.u, l.v) + Math.hypot(r.u, r.v)) / 2;
  // A long sleeve's own length does not depend on how it is laid.
  if (left.sleeved && right.sleeved && arm > LONG_ARM * torso) {
    const over = LONG_ARM_WEIGHT * (arm / length - LONG_ARM_SHARE);
    return Math.min(0.25, Math.max(-0.15, over));
  }
  return Math.min(0.25, Math.max(-0.05, (l.v + r.v) / 2 / length - CUFF_SHARE));
}

/** A side that comes in this much between armpit and hem has a waist. */
const WAISTED = 0.93;
/** Looked for from this far below the armpit on (half torso widths): next to it the sleeve still spreads. */
const BELOW_ARMPIT = 0.3;
/** A dress's waist lies higher than this share of its length, a top's lower. */
const WAIST_SHARE = 0.5;
const MOST_WAIST = 0.1;

/** Where a half is waisted, as a share of the length; null where its side hangs straight. */
function waistOf(
  half: HalfOutline,
  { neck, armpit, hem }: UpperSide,
  torso: number,
  length: number,
): number | null {
  let from = armpit;
  while (from < hem && half.v[from]! < half.v[armpit]! + BELOW_ARMPIT * torso) from++;
  let least = WAISTED;
  let share: number | null = null;
  let above = 0;
  for (let k = from; k < hem; k++) {
    above = Math.max(above, half.u[k]!);
    let below = 0;
    for (let j = k; j <= hem; j += 4) below = Math.max(below, half.u[j]!);
    const ratio = half.u[k]! / Math.max(1, Math.min(above, below));
    if (ratio >= least) continue;
    least = ratio;
    share = (half.v[k]! - half.v[neck]!) / length;
  }
  return share;
}

/** How much higher than a top's the waist lies, for the index; 0 without one on both sides. */
function waistHeight({ leftHalf, rightHalf, left, right, torso }: Upper, length: number): number {
  const l = waistOf(leftHalf, left, torso, length);
  const r = waistOf(rightHalf, right, torso, length);
  if (l === null || r === null) return 0;
  return Math.min(MOST_WAIST, Math.max(-MOST_WAIST, WAIST_SHARE - (l + r) / 2));
}

/** An armpit lies at least this far below the neck point (half torso widths); a bare shoulder's is measured short. */
const LEAST_DEPTH = 0.8;
/** How much widths count beside heights; without sleeves the armpits' height is less sure. */
const WIDTH_WEIGHT = 0.4;
const WIDTH_WEIGHT_BARE = 0.5;

/** Above 1 for dresses: the mean of two measures of length, each beside its limit. */
export function dressIndex(frame: GarmentFrame, upper: Upper): number {
  const { leftHalf, rightHalf, left, right, torso } = upper;
  const index = lengthIndex(frame, upper);
  const bare = !left.sleeved && !right.sleeved;
  if (bare && !upper.hood && !upper.collar && isStraplessEdge(frame, upper)) {
    return index / STRAPLESS_LENGTH;
  }
  const strapped =
    bare &&
    Math.max(shoulderWidth(leftHalf, left), shoulderWidth(rightHalf, right)) < STRAP_WIDTH * torso;
  const neck = (leftHalf.v[left.neck]! + rightHalf.v[right.neck]!) / 2;
  const foot = Math.min(leftHalf.v[leftHalf.length - 1]!, rightHalf.v[rightHalf.length - 1]!);
  const depth = (leftHalf.v[left.armpit]! + rightHalf.v[right.armpit]!) / 2 - neck;
  const byWidth = index / (strapped ? STRAPPED_LENGTH : DRESS_LENGTH);
  const bareLimit = strapped ? STRAPPED_DEPTHS : DRESS_DEPTHS_SLEEVELESS;
  const length = Math.max(1, foot - neck);
  const depths = length / Math.max(1, depth, LEAST_DEPTH * torso);
  const byDepth = Math.min(2, depths / (bare ? bareLimit : DRESS_DEPTHS));
  const weight = bare ? WIDTH_WEIGHT_BARE : WIDTH_WEIGHT;
  const both = weight * byWidth + (1 - weight) * byDepth + waistHeight(upper, length);
  return bare ? both : both - sleeveReach(upper, length);
}
