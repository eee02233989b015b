import type { Category } from '../garment/vocabulary.ts';
import { type Crotch, findCrotch, hasLegNotch, LEG_GAP } from '../landmarks/crotch.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import type { WidthProfile } from '../landmarks/torso-width.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';
import { endsInCrotchPiece } from './crotch-piece.ts';
import { dressIndex } from './dress-length.ts';
import type { FrontOpening } from './front-opening.ts';
import { sure } from './sure.ts';

export interface DetectedCategory {
  readonly value: Category;
  /** 0..1: how far the deciding measures are from their limits. */
  readonly confidence: number;
}

/** What opens so clearly down its whole front and has long sleeves is a coat up to this length, as dresses are measured. */
const CLEAR_FRONT = 0.75;
const COAT_LENGTH = 1.5;
/** Cuffs this far below the neck points (half torso widths) are those of long sleeves. */
const LONG_SLEEVE = 1.9;
/** A shirt's collar is wider at its foot than a turtleneck's (half torso widths) and lower. */
const SHIRT_COLLAR = 0.3;
export const HIGH_COLLAR = 0.36;
/** Both legs together are wider than this (half torso widths); hanging ties are not. */
const LEG_WIDTH = 0.8;
/** Trousers' legs are open over more than about this share of the height, shorts' over less. */
const TROUSERS_GAP = 0.42;
const GAP_SCALE = 0.2;
/** Trousers are longer than about this many times their width at the seat, shorts less long. */
const TROUSERS_ASPECT = 1.35;
const ASPECT_SCALE = 0.4;
/** How wide the garment is just above its crotch, pixels. */
function seatWidth({ total }: WidthProfile, crotch: number): number {
  const level = Math.floor(crotch * total.length) - 2;
  return Math.max(1, total[Math.max(0, level)]!);
}

/** Names a garment that hangs from the waist. */
export function detectWaistGarment(
  frame: GarmentFrame,
  profile: WidthProfile,
  front: FrontOpening,
): DetectedCategory {
  const { gap, point } = findCrotch(frame);
  if (gap > LEG_GAP) {
    const aspect = frame.height / seatWidth(profile, frame.v[point]! / frame.height);
    // Wide legs that lie on each other hide most of their gap; the length beside the seat does not lie.
    const long = (gap - TROUSERS_GAP) / GAP_SCALE + (aspect - TROUSERS_ASPECT) / ASPECT_SCALE;
    return {
      value: long > 0 ? 'trousers' : 'shorts',
      confidence: Math.min(sure(long, 1.5), sure(gap - LEG_GAP, 0.1)),
    };
  }
  // Legs laid closed: a seam all the way down the middle ends in a notch of the lower edge.
  if (front.full && hasLegNotch(frame)) return { value: 'shorts', confidence: 0.6 };
  return { value: 'skirt', confidence: sure(LEG_GAP - gap, 0.1) };
}

function hasLongSleeves({ leftHalf, rightHalf, left, right, torso }: Upper): boolean {
  const depth = (half: HalfOutline, side: UpperSide): number =>
    side.sleeved ? half.v[side.cuffInner]! - half.v[side.neck]! : 0;
  return Math.max(depth(leftHalf, left), depth(rightHalf, right)) > LONG_SLEEVE * torso;
}

/** Shirts and jackets: by collar, sleeve length and the line down the front. */
function openingCategory(upper: Upper, front: FrontOpening): DetectedCategory | null {
  if (!upper.left.sleeved && !upper.right.sleeved) {
    const closed = front.collar && (front.full || front.lower);
    return closed ? { value: 'outerwear', confidence: 0.6 } : null;
  }
  const long = hasLongSleeves(upper);
  if (front.full && front.padded) return { value: 'outerwear', confidence: front.confidence };
  if (upper.collar && upper.collarWidth > SHIRT_COLLAR && upper.collarHeight < HIGH_COLLAR) {
    // A stand-up collar without any placket is a blouse's or a jumper's.
    if (front.full || (long && front.partial && upper.turnedDown))
      return { value: 'shirt', confidence: 0.65 };
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
  const opening = openingCategory(upper, front);
  const coat = front.full && front.confidence > CLEAR_FRONT && hasLongSleeves(upper);
  if (index > (opening && coat ? COAT_LENGTH : 1)) {
    return { value: 'dress', confidence: lengthConfidence };
  }
  if (opening) return opening;
  return { value: 'top', confidence: Math.min(lengthConfidence, 1 - front.confidence / 2) };
}
