import { type Category, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { frameOutline, type GarmentFrame } from '../landmarks/garment-frame.ts';
import { readUpper } from '../landmarks/read-upper.ts';
import { torsoHalfWidth, type WidthProfile, widthProfile } from '../landmarks/torso-width.ts';
import { outlineOf } from '../outline/outline-of.ts';
import { findSelfCrossing } from '../outline/self-crossing.ts';
import type { SymmetryAxis } from '../outline/symmetry-axis.ts';
import {
  type DetectedCategory,
  detectUpperGarment,
  detectWaistGarment,
} from './detect-category.ts';
import { findUpright } from './find-upright.ts';
import { readFrontOpening } from './front-opening.ts';
import { isWaistGarment } from './hangs-from-waist.ts';
import { openSleeves, type Place } from './open-sleeves.ts';

const CLEAR_WAIST = 0.75;

/** A garment's outline with its sleeves parted from the body, and what kind of garment it is. */
export interface Shape {
  readonly outline: Float64Array;
  readonly frame: GarmentFrame;
  readonly axis: SymmetryAxis;
  /** Half the torso's width, pixels: a first guess from the width profile. */
  readonly torso: number;
  readonly category: DetectedCategory;
}

/** What of a shape is the matte's alone. */
export interface TracedMatte {
  readonly outline: Float64Array;
  readonly frame: GarmentFrame;
  readonly axis: SymmetryAxis;
  readonly profile: WidthProfile;
}

/** The first steps of readShape, which ask nothing of its caller. */
export function traceMatte(matte: GrayImage): TracedMatte {
  const outline = outlineOf(matte);
  const axis = findUpright(matte, outline);
  const frame = frameOutline(outline, axis);
  return { outline, frame, axis, profile: widthProfile(matte, frame) };
}

/**
 * Traces the outline, finds its axis, parts the sleeves and names the category.
 *
 * @param given Landmarks set by the user, by name, in image pixels; only armpits count.
 * @param traced What traceMatte makes of the matte, when the caller has it already.
 */
export function readShape(
  image: RgbaImage,
  matte: GrayImage,
  wanted: Category | 'auto',
  given: ReadonlyMap<string, Place>,
  traced: TracedMatte = traceMatte(matte),
): Shape {
  const { axis, profile } = traced;
  let { outline, frame } = traced;
  let torso = torsoHalfWidth(profile);
  // What clearly hangs from the waist has no sleeves to part, whatever its fringes look like.
  const first = isWaistGarment(frame, profile, readUpper(frame, torso, null));
  const clear = first.value && first.confidence > CLEAR_WAIST;
  const opened = clear
    ? null
    : openSleeves(image, matte, frame, torso, {
        left: given.get('armpit-left') ?? null,
        right: given.get('armpit-right') ?? null,
      });
  let parted = opened ? outlineOf(opened) : null;
  let partedFrame = parted && !findSelfCrossing(parted) ? frameOutline(parted, axis) : null;
  let upper = readUpper(frame, torso, null);
  if (opened && partedFrame) {
    // Parted sleeves no longer count into the torso's width.
    const narrower = torsoHalfWidth(widthProfile(opened, partedFrame));
    const read = readUpper(partedFrame, narrower, null);
    const set = given.has('armpit-left') || given.has('armpit-right');
    if (set || read.left.sleeved || read.right.sleeved) {
      torso = narrower;
      upper = read;
    } else {
      // Cuts that leave no sleeve behind them were creases of something else.
      parted = null;
      partedFrame = null;
    }
  }
  const hung = isWaistGarment(frame, profile, upper);
  const waist = wanted === 'auto' ? hung.value : WAIST_CATEGORIES.has(wanted);
  if (waist) {
    const found = detectWaistGarment(frame, profile, readFrontOpening(image, frame, upper));
    const category =
      wanted === 'auto'
        ? { value: found.value, confidence: Math.min(found.confidence, hung.confidence) }
        : { value: wanted, confidence: 1 };
    return { outline, frame, axis, torso, category };
  }
  if (parted && partedFrame) {
    outline = parted;
    frame = partedFrame;
  }
  if (wanted !== 'auto')
    return { outline, frame, axis, torso, category: { value: wanted, confidence: 1 } };
  const found = detectUpperGarment(frame, profile, upper, readFrontOpening(image, frame, upper));
  return {
    outline,
    frame,
    axis,
    torso,
    category: { value: found.value, confidence: Math.min(found.confidence, hung.confidence) },
  };
}
