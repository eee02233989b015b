import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type BodyMeasures, torsoGirthAt } from './body-measures.ts';
import { fitScale } from './fit-scale.ts';
import { type FlatLevels, flatLevels } from './flat-levels.ts';
import { type FlatShape, runWidthAt } from './flat-shape.ts';
import { lengthRange } from './garment-lengths.ts';
import { type GarmentKind, scaleCues } from './scale-cues.ts';

export interface DraftScale {
  readonly x: number;
  readonly y: number;
  readonly source: 'body' | 'known-width';
}

/** Girths that shops photograph for (European size 36 to 38), metres. */
const SAMPLE_BUST = 0.88;
const SAMPLE_HIP = 0.95;
/** Trust in a limit of length once it is passed. */
const LIMIT_SPREAD = 0.04;
/** Trust in a girth that the garment must reach to go round the body. */
const REACH_SPREAD = 0.02;
/** A garment may pass its category's greatest length by this factor and no more. */
const HARD_EXCESS = 1.04;
/** A garment that is narrower at waist or hip than the body there is widened by at most this. */
const MAX_WIDENING = 1.15;

/**
 * Metres per pixel for a reading, from the body's girths and the chosen ease (width), the depth of
 * armhole or rise and the lengths that the category allows (height).
 *
 * @param knownWidthCm Width of the garment laid flat, at the chest (waist garments: at the waist);
 *   when given it alone sets the scale, the same along both axes.
 */
export function draftScale(
  shape: FlatShape,
  garment: GarmentKind,
  body: BodyMeasures,
  knownWidthCm: number | null,
): DraftScale {
  const levels = flatLevels(shape, garment.category);
  if (knownWidthCm !== null) {
    const scale = knownWidthCm / 100 / levels.knownWidth;
    return { x: scale, y: scale, source: 'known-width' };
  }
  const cues = scaleCues(shape, levels, garment, body);
  const girthRatio = WAIST_CATEGORIES.has(garment.category)
    ? body.hip / SAMPLE_HIP
    : body.bust / SAMPLE_BUST;
  let scale = fitScale(cues, girthRatio);
  const range = lengthRange(garment.category, body, 2 * levels.knownWidth * scale.x);
  const pixels = levels.top - levels.bottom;
  const length = scale.y * pixels;
  const strapless = garment.upper === 'strapless' ? body.neckSideHeight - body.armpitHeight : 0;
  const limit =
    length + strapless > range.max ? range.max : length + strapless < range.min ? range.min : 0;
  if (limit > strapless) {
    cues.push({ alongX: 0, metresPerPixel: (limit - strapless) / pixels, spread: LIMIT_SPREAD });
    scale = fitScale(cues, girthRatio);
  }
  const widening = reachWidening(shape, levels, garment, body, scale);
  if (widening > 1) {
    cues.push({ alongX: 1, metresPerPixel: scale.x * widening, spread: REACH_SPREAD });
    scale = fitScale(cues, girthRatio);
  }
  // Longer than the body has room for: no cue outweighs that.
  const room = (range.max - strapless) / pixels;
  return { x: scale.x, y: Math.min(scale.y, HARD_EXCESS * room), source: 'body' };
}

/** How much wider the garment must be to reach round the body between chest and crotch. */
function reachWidening(
  shape: FlatShape,
  levels: FlatLevels,
  garment: GarmentKind,
  body: BodyMeasures,
  scale: { readonly x: number; readonly y: number },
): number {
  const isWaist = WAIST_CATEGORIES.has(garment.category);
  if (isWaist && garment.category !== 'skirt') return 1;
  const topHeight = isWaist
    ? body.waistHeight
    : garment.upper === 'strapless'
      ? body.armpitHeight
      : body.neckSideHeight;
  const from = levels.armpit ?? levels.top;
  const crotchLevel = levels.top - (topHeight - body.crotchHeight) / scale.y;
  const to = Math.max(levels.bottom, levels.crotch ?? levels.bottom, crotchLevel);
  const steps = 12;
  let widening = 1;
  for (let s = 1; s < steps; s++) {
    const y = from + ((to - from) * s) / steps;
    const width = runWidthAt(shape, y, levels.centreX) * scale.x;
    if (width <= 0) continue;
    const height = topHeight - (levels.top - y) * scale.y;
    // A gathered waist is narrower than what hangs from it; only the hip must pass.
    if (isWaist && height > body.hipHeight + 0.06) continue;
    widening = Math.max(widening, torsoGirthAt(body, height) / 2 / width);
  }
  return Math.min(widening, MAX_WIDENING);
}
