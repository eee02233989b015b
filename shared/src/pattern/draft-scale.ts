import type { Category, Ease, Upper } from '../garment/vocabulary.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type BodyMeasures, torsoGirthAt } from './body-measures.ts';
import { girthEase } from './ease.ts';
import { fitScale, type ScaleCue } from './fit-scale.ts';
import { type FlatLevels, flatLevels } from './flat-levels.ts';
import { type FlatShape, runWidthAt } from './flat-shape.ts';

export interface DraftScale {
  readonly x: number;
  readonly y: number;
  readonly source: 'body' | 'known-width';
}

/** Trust in the width cue: how much a garment may leave the ease that was chosen. */
const WIDTH_SPREAD = 0.04;
/** Girths that shops photograph for (European size 36 to 38), metres. */
const SAMPLE_BUST = 0.88;
const SAMPLE_HIP = 0.95;
/** Trust in armhole depth, which varies with the style. */
const DEPTH_SPREAD = 0.13;
/** Trust in the rise: legs that touch in the photo hide the crotch. */
const RISE_SPREAD = 0.17;
/** Trust in the usual length of a category that has one. */
const LENGTH_SPREAD = 0.14;
/** Trust in a limit of length once it is passed. */
const LIMIT_SPREAD = 0.04;
/** Trust in a girth that the garment must reach to go round the body. */
const REACH_SPREAD = 0.02;
/** A garment may pass its category's greatest length by this factor and no more. */
const HARD_EXCESS = 1.04;
/** A garment that is narrower at waist or hip than the body there is widened by at most this. */
const MAX_WIDENING = 1.15;

/**
 * Metres added to the body's height from armpit to neck side: the depth of a flat armhole below the
 * neck point. A flat women's T-shirt of a 170 cm wearer measures 21 to 23 cm there (15.7 on the body).
 */
const ARMHOLE_DROP: Record<Ease, number> = { slim: 0.05, regular: 0.06, oversize: 0.085 };
const OVERLAYER_DROP = 0.025;

/** Lengths below the neck points (uppers) or the waist (waist garments), metres, for a body. */
interface LengthRange {
  readonly min: number;
  readonly max: number;
}

function lengthRange(category: Category, body: BodyMeasures): LengthRange {
  const toHip = body.neckSideHeight - body.hipHeight;
  const toCrotch = body.neckSideHeight - body.crotchHeight;
  switch (category) {
    case 'top':
      return { min: 0.36, max: toHip + 0.07 };
    case 'hoodie':
      return { min: 0.4, max: toHip + 0.09 };
    case 'shirt':
      return { min: 0.4, max: toHip + 0.13 };
    case 'outerwear':
      return { min: 0.42, max: body.neckSideHeight - 0.25 };
    case 'dress':
      return { min: toCrotch + 0.16, max: body.neckSideHeight - 0.04 };
    case 'jumpsuit':
      return { min: toCrotch + 0.08, max: body.neckSideHeight - 0.03 };
    case 'bodysuit':
      return { min: toCrotch + 0.01, max: toCrotch + 0.14 };
    case 'skirt':
      return { min: 0.3, max: body.waistHeight - 0.05 };
    case 'trousers':
      return { min: 0.6, max: body.waistHeight - 0.02 };
    case 'shorts':
      return { min: 0.24, max: body.waistHeight - 0.35 };
  }
}

/** Most garments of the category end near here (metres, as lengthRange); null: any length is usual. */
function usualLength(category: Category, body: BodyMeasures): number | null {
  const toHip = body.neckSideHeight - body.hipHeight;
  switch (category) {
    case 'top':
      return toHip + 0.02;
    case 'hoodie':
      return toHip + 0.04;
    case 'shirt':
      return toHip + 0.08;
    case 'trousers':
      return body.waistHeight - 0.08;
    default:
      return null;
  }
}

/**
 * Metres per pixel for a reading, from the body's girths and the chosen ease (width), the depth of
 * armhole or rise and the lengths that the category allows (height).
 *
 * @param knownWidthCm Width of the garment laid flat, at the chest (waist garments: at the waist);
 *   when given it alone sets the scale, the same along both axes.
 */
export function draftScale(
  shape: FlatShape,
  garment: { readonly category: Category; readonly upper: Upper | null; readonly ease: Ease },
  body: BodyMeasures,
  knownWidthCm: number | null,
): DraftScale {
  const levels = flatLevels(shape, garment.category);
  if (knownWidthCm !== null) {
    const scale = knownWidthCm / 100 / levels.knownWidth;
    return { x: scale, y: scale, source: 'known-width' };
  }
  const cues: ScaleCue[] = [];
  const addWidth = (girth: number, pixels: number) => {
    if (pixels > 0) {
      cues.push({ axis: 'x', metresPerPixel: girth / 2 / pixels, spread: WIDTH_SPREAD });
    }
  };
  const addDepth = (metres: number, pixels: number, spread = DEPTH_SPREAD) => {
    if (pixels > 0) cues.push({ axis: 'y', metresPerPixel: metres / pixels, spread });
  };
  const ease = girthEase(garment.category, garment.ease);
  if (WAIST_CATEGORIES.has(garment.category)) {
    addWidth(body.hip + ease.hip / 100, levels.hipWidth);
    if (levels.crotch !== null) {
      addDepth(
        0.95 * (body.waistHeight - body.crotchHeight),
        levels.top - levels.crotch,
        RISE_SPREAD,
      );
    }
  } else {
    addWidth(body.bust + ease.bust / 100, levels.chestWidth);
    if (garment.upper !== 'strapless' && levels.armpit !== null) {
      const layered = garment.category === 'hoodie' || garment.category === 'outerwear';
      const drop = ARMHOLE_DROP[garment.ease] + (layered ? OVERLAYER_DROP : 0);
      const loose = garment.upper === 'straps' || garment.upper === 'one-shoulder' ? 2 : 1;
      addDepth(
        body.neckSideHeight - body.armpitHeight + drop,
        levels.top - levels.armpit,
        DEPTH_SPREAD * loose,
      );
    }
    if (levels.crotch !== null) {
      addDepth(body.neckSideHeight - body.crotchHeight + 0.05, levels.top - levels.crotch);
    }
  }

  const usual = usualLength(garment.category, body);
  if (usual !== null && garment.upper !== 'strapless') {
    addDepth(usual, levels.top - levels.bottom, LENGTH_SPREAD);
  }

  const girthRatio = WAIST_CATEGORIES.has(garment.category)
    ? body.hip / SAMPLE_HIP
    : body.bust / SAMPLE_BUST;
  let scale = fitScale(cues, girthRatio);
  const range = lengthRange(garment.category, body);
  const pixels = levels.top - levels.bottom;
  const length = scale.y * pixels;
  const strapless = garment.upper === 'strapless' ? body.neckSideHeight - body.armpitHeight : 0;
  const limit =
    length + strapless > range.max ? range.max : length + strapless < range.min ? range.min : 0;
  if (limit > strapless) {
    cues.push({ axis: 'y', metresPerPixel: (limit - strapless) / pixels, spread: LIMIT_SPREAD });
    scale = fitScale(cues, girthRatio);
  }
  const widening = reachWidening(shape, levels, garment, body, scale);
  if (widening > 1) {
    cues.push({ axis: 'x', metresPerPixel: scale.x * widening, spread: REACH_SPREAD });
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
  garment: { readonly category: Category; readonly upper: Upper | null; readonly ease: Ease },
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
