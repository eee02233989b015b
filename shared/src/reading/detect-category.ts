import type { Category } from '../garment/vocabulary.ts';
import { type Crotch, findCrotch, hasLegNotch } from '../landmarks/crotch.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import type { WidthProfile } from '../landmarks/torso-width.ts';
import type { FrontOpening } from './front-opening.ts';
import { measureUpperEdge } from './waist-edge.ts';

export interface DetectedCategory {
  readonly value: Category;
  /** 0..1: how far the deciding measures are from their limits. */
  readonly confidence: number;
}

/** A waistband's edge rises above the line between its ends by less than this share of its width. */
const WAIST_RISE = 0.042;
/** It sinks by less than this; straps and scooped necks sink more. */
const WAIST_DIP = 0.15;
/** A dip this deep between two parts is a neck between straps, legs or not. */
const STRAPPED_DIP = 0.45;
/** And it is at least this wide beside the garment's mean width; collars are narrower. */
const WAIST_WIDTH = 0.55;
/** Cuffs this far below the neck points (half torso widths) are those of long sleeves. */
const LONG_SLEEVE = 1.9;
/** A shirt's collar is wider at its foot than a turtleneck's (half torso widths) and lower. */
const SHIRT_COLLAR = 0.3;
const HIGH_COLLAR = 0.36;
/** A gap between legs, as a share of the height. */
const LEG_GAP = 0.09;
/** Both legs together are wider than this (half torso widths); hanging ties are not. */
const LEG_WIDTH = 0.8;
/** Trousers' legs are open over more than this share of the height, shorts' over less. */
const TROUSERS_GAP = 0.42;
/** A bodysuit's foot is narrower than this beside half the torso. */
const BODYSUIT_FOOT = 0.45;
/** Length over chest width (flare and sleeves weighed in) from which an upper garment is a dress. */
const DRESS_LENGTH = 2.45;
/** Length over the armpits' depth from which it is one: heights alone, as a mannequin squeezes widths. */
const DRESS_DEPTHS = 3.6;
/** The same without sleeves, whose armholes are shorter. */
const DRESS_DEPTHS_SLEEVELESS = 4.1;

/** Two sleeves this sound, or one this clear, hang from no waist. */
const SLEEVES = 1.7;
const CLEAR_SLEEVE = 2.4;

function sure(distance: number, scale: number): number {
  return Math.min(1, 0.5 + Math.abs(distance) / scale / 2);
}

/** A skirt's narrowest level is its top; this much narrower in the middle is a dress's waist. */
const WAISTED = 0.9;

function isWaisted(profile: WidthProfile): boolean {
  let above = 0;
  for (let level = 6; level < 30; level++) above = Math.max(above, profile.total[level]!);
  let middle = Infinity;
  for (let level = 25; level < 60; level++) middle = Math.min(middle, profile.total[level]!);
  return middle < WAISTED * above;
}

/** Whether the garment hangs from the waist, from its upper edge and its legs. */
export function isWaistGarment(
  frame: GarmentFrame,
  profile: WidthProfile,
  upper: Upper,
): { readonly value: boolean; readonly confidence: number } {
  const edge = measureUpperEdge(upper.leftHalf, upper.rightHalf, frame.height);
  let mean = 0;
  for (let level = 0; level < profile.count; level++) mean += profile.total[level]! / profile.count;
  const crotch = findCrotch(frame);
  const legged = crotch.gap > LEG_GAP && Math.abs(frame.u[crotch.point]!) < 0.2 * mean;
  const { left, right } = upper;
  const sleeved =
    Math.min(left.score, right.score) > SLEEVES || Math.max(left.score, right.score) > CLEAR_SLEEVE;
  let evidence = 0;
  evidence += Math.max(-1.5, Math.min(1, (WAIST_RISE - edge.rise) / 0.03));
  evidence += Math.max(-1.5, Math.min(0.5, (edge.width / mean - WAIST_WIDTH) / 0.2));
  if (legged) evidence += edge.dip > STRAPPED_DIP && profile.runs[5]! > 1 ? -1.5 : 1;
  else {
    evidence += Math.max(-1.5, Math.min(0.3, (WAIST_DIP - edge.dip) / 0.1));
    // Long and without legs: a maxi skirt is rarer than a dress.
    evidence -= Math.max(0, frame.height / mean - 1.9);
    if (isWaisted(profile)) evidence -= 1;
  }
  if (sleeved) evidence -= 2.2;
  if (upper.hood) evidence -= 0.5;
  return { value: evidence > 0, confidence: sure(evidence, 2) };
}

/** Names a garment that hangs from the waist. */
export function detectWaistGarment(frame: GarmentFrame, front: FrontOpening): DetectedCategory {
  const { gap } = findCrotch(frame);
  if (gap > LEG_GAP) {
    return {
      value: gap > TROUSERS_GAP ? 'trousers' : 'shorts',
      confidence: Math.min(sure(gap - TROUSERS_GAP, 0.2), sure(gap - LEG_GAP, 0.1)),
    };
  }
  // Legs laid closed: a seam all the way down the middle ends in a notch of the lower edge.
  if (front.full && hasLegNotch(frame)) return { value: 'shorts', confidence: 0.6 };
  return { value: 'skirt', confidence: sure(LEG_GAP - gap, 0.1) };
}

/** Length over chest width, more for a flared hem, less where long sleeves reach down to the hem. */
export function lengthIndex(frame: GarmentFrame, upper: Upper): number {
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

/** Above 1 for dresses: the mean of two measures of length, each beside its limit. */
function dressIndex(frame: GarmentFrame, upper: Upper): number {
  const { leftHalf, rightHalf, left, right } = upper;
  const byWidth = lengthIndex(frame, upper) / DRESS_LENGTH;
  const neck = (leftHalf.v[left.neck]! + rightHalf.v[right.neck]!) / 2;
  const foot = Math.min(leftHalf.v[leftHalf.length - 1]!, rightHalf.v[rightHalf.length - 1]!);
  const depth = (leftHalf.v[left.armpit]! + rightHalf.v[right.armpit]!) / 2 - neck;
  const bare = !left.sleeved && !right.sleeved;
  const limit = bare ? DRESS_DEPTHS_SLEEVELESS : DRESS_DEPTHS;
  const byDepth = (foot - neck) / Math.max(1, depth) / limit;
  const byHeights = (byWidth + Math.min(2, byDepth)) / 2;
  if (bare) return byHeights;
  const cuff =
    (leftHalf.v[left.cuffOuter]! +
      leftHalf.v[left.cuffInner]! +
      rightHalf.v[right.cuffOuter]! +
      rightHalf.v[right.cuffInner]!) /
      4 -
    neck;
  const share = cuff / Math.max(1, foot - neck);
  const reach = Math.min(0.25, Math.max(-0.05, share - CUFF_SHARE));
  return byHeights - reach;
}

/** Whether the lower end narrows to a crotch piece. */
function endsInCrotchPiece(frame: GarmentFrame, upper: Upper, profile: WidthProfile): boolean {
  const half = upper.leftHalf;
  const foot = half.v[half.length - 1]!;
  const runAt = (share: number): number => {
    const level = Math.min(
      profile.count - 1,
      Math.max(0, Math.floor(((share * foot) / frame.height) * profile.count)),
    );
    return profile.left[level]! + profile.right[level]!;
  };
  return (
    runAt(0.975) < BODYSUIT_FOOT * upper.torso &&
    runAt(0.93) < 0.75 * upper.torso &&
    runAt(0.75) > 1.1 * upper.torso
  );
}

/** Shirts and jackets: by collar, sleeve length and the line down the front. */
function openingCategory(upper: Upper, front: FrontOpening): DetectedCategory | null {
  const { leftHalf, rightHalf, left, right, torso } = upper;
  if (!left.sleeved && !right.sleeved) {
    const closed = front.collar && (front.full || front.lower);
    return closed ? { value: 'outerwear', confidence: 0.6 } : null;
  }
  const depths: number[] = [];
  if (left.sleeved) depths.push(leftHalf.v[left.cuffInner]! - leftHalf.v[left.neck]!);
  if (right.sleeved) depths.push(rightHalf.v[right.cuffInner]! - rightHalf.v[right.neck]!);
  const long = Math.max(...depths) > LONG_SLEEVE * torso;
  if (front.full && front.padded) return { value: 'outerwear', confidence: front.confidence };
  if (upper.collar && upper.collarWidth > SHIRT_COLLAR && upper.collarHeight < HIGH_COLLAR) {
    // A stand-up collar without any placket is a blouse's or a jumper's.
    if (front.full || (long && front.partial)) return { value: 'shirt', confidence: 0.65 };
  } else if (long && front.full) {
    return { value: 'outerwear', confidence: front.confidence };
  }
  return null;
}

/** Garment on the level half way down the legs, pixels. */
function legWidth(frame: GarmentFrame, profile: WidthProfile, crotch: Crotch): number {
  const v = frame.v[crotch.point]! + (crotch.gap * frame.height) / 2;
  const level = Math.min(profile.count - 1, Math.floor((v / frame.height) * profile.count));
  return profile.total[level]!;
}

/** Names a garment that covers the torso. */
export function detectUpperGarment(
  frame: GarmentFrame,
  profile: WidthProfile,
  upper: Upper,
  front: FrontOpening,
): DetectedCategory {
  const crotch = findCrotch(frame);
  if (
    crotch.gap > LEG_GAP &&
    legWidth(frame, profile, crotch) > LEG_WIDTH * upper.torso &&
    Math.abs(frame.u[crotch.point]!) < 0.3 * upper.torso &&
    frame.v[crotch.point]! > 0.35 * frame.height
  ) {
    return { value: 'jumpsuit', confidence: sure(crotch.gap - LEG_GAP, 0.2) };
  }
  if (endsInCrotchPiece(frame, upper, profile)) return { value: 'bodysuit', confidence: 0.8 };
  const index = dressIndex(frame, upper);
  const lengthConfidence = sure(index - 1, 0.3);
  if (upper.hood) {
    return { value: front.full && front.padded ? 'outerwear' : 'hoodie', confidence: 0.75 };
  }
  if (index > 1) return { value: 'dress', confidence: lengthConfidence };
  const opening = openingCategory(upper, front);
  if (opening) return opening;
  return { value: 'top', confidence: Math.min(lengthConfidence, 1 - front.confidence / 2) };
}
