import type { GrayImage } from '../image/image.ts';
import type { DetectedCategory } from './detect-category.ts';

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

/** Sentences for the user about what a photo departs from, each with what to do about it. */
export function readingWarnings(
  matte: GrayImage,
  mirrorScore: number,
  category: DetectedCategory,
): string[] {
  const warnings: string[] = [];
  const sides = touchedSides(matte);
  if (sides.length > 0) {
    warnings.push(
      `The garment reaches the photo's edge (${sides.join(', ')}); step back so that all of it shows.`,
    );
  }
  if (mirrorScore < UNEVEN) {
    warnings.push(
      'The two halves of the garment differ; lay it flat and even, with its sleeves or legs spread, unless it is cut that way.',
    );
  }
  if (category.confidence < UNSURE_CATEGORY) {
    warnings.push(
      `It was taken for a garment of the category ${category.value}, which is not certain; choose the category if that is wrong.`,
    );
  }
  return warnings;
}
