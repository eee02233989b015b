import type { GrayImage } from '../image/image.ts';
import type { FoundMatte } from '../matte/make-matte.ts';
import type { DetectedCategory } from './detect-category.ts';
import type { Landmark } from './garment-reading.ts';
import { UNSURE_LANDMARK } from './landmark-confidence.ts';
import { type Notice, notice } from './notices.ts';

/** Below this the category is a guess that the user should look at. */
const UNSURE_CATEGORY = 0.58;
/** A garment whose halves differ more than this (mirror IoU) was folded, or is cut that way. */
const UNEVEN = 0.86;
/** A side of the photo is touched when the garment covers this share of it. */
const TOUCHED = 0.06;

function touchedSides({ width, height, data }: GrayImage): string[] {
  let top = 0;
  let bottom = 0;
  let left = 0;
  let right = 0;
  for (let x = 0; x < width; x++) {
    if (data[x]! >= 128) top++;
    if (data[(height - 1) * width + x]! >= 128) bottom++;
  }
  for (let y = 0; y < height; y++) {
    if (data[y * width]! >= 128) left++;
    if (data[y * width + width - 1]! >= 128) right++;
  }
  const sides: string[] = [];
  if (top > TOUCHED * width) sides.push('top');
  if (bottom > TOUCHED * width) sides.push('bottom');
  if (left > TOUCHED * height) sides.push('left');
  if (right > TOUCHED * height) sides.push('right');
  return sides;
}

/** How a garment was laid, where that is not as it should be. */
export interface LaidOtherwise {
  /** Sides whose leg lies folded over. */
  readonly legs: readonly string[];
  /** It seems to lie on its front. */
  readonly back: boolean;
  /** Its sleeves seem to lie folded onto it. */
  readonly sleeves: boolean;
}

/** What a photo departs from, each with what to do about it. */
export function readingNotices(
  matte: FoundMatte,
  mirrorScore: number,
  category: DetectedCategory,
  landmarks: readonly Landmark[],
  { legs, back, sleeves }: LaidOtherwise,
): Notice[] {
  const notices: Notice[] = (matte.findings ?? []).map((code) => notice(code));
  const sides = touchedSides(matte);
  if (sides.length > 0) notices.push(notice('touches-edge', sides));
  // Folded legs are said by themselves.
  if (mirrorScore < UNEVEN && legs.length === 0) notices.push(notice('uneven-halves'));
  if (legs.length > 0) notices.push(notice('folded-leg', legs));
  if (sleeves) notices.push(notice('hidden-sleeves'));
  if (back) notices.push(notice('back-seen'));
  if (category.confidence < UNSURE_CATEGORY) {
    notices.push(notice('unsure-category', [category.value]));
  }
  const unsure = landmarks.filter(({ confidence }) => confidence < UNSURE_LANDMARK);
  if (unsure.length > 0) {
    notices.push(
      notice(
        'unsure-landmarks',
        unsure.map(({ name }) => name),
      ),
    );
  }
  return notices;
}
