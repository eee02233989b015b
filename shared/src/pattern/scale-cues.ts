import { type Category, type Ease, type Upper, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { BodyMeasures } from './body-measures.ts';
import { girthEase } from './ease.ts';
import type { ScaleCue } from './fit-scale.ts';
import type { FlatLevels } from './flat-levels.ts';
import { arcCentre, arcEnd, arcStart, type FlatShape, findArc, runWidthAt } from './flat-shape.ts';
import { usualLength } from './garment-lengths.ts';

/**
 * Trust in the chosen ease. What was worn, or is labelled, was made for a body; what lay flat may be any
 * width: a sweatshirt 20 to 35 cm wider than the bust.
 */
const FITTED_WIDTH_SPREAD = 0.05;
const FLAT_WIDTH_SPREAD = 0.1;
/** Clothes below the waist follow the hip more closely, however photographed. */
const HIP_WIDTH_SPREAD = 0.05;
/** Trust in armhole depth: loose cuts have deep armholes. */
const ARMHOLE_SPREAD = 0.18;
/** Trust in the rise: legs that touch in the photo hide the crotch. */
const RISE_SPREAD = 0.17;
/** Trust in neck to crotch, where one panel has both. */
const TRUNK_SPREAD = 0.1;
/** Trust in the usual length of a category that has one. */
const LENGTH_SPREAD = 0.13;
/** Trust in a long sleeve reaching the wrist. */
const SLEEVE_SPREAD = 0.07;
/** Trust in a drawn waist lying at the body's. */
const WAIST_LEVEL_SPREAD = 0.1;

/**
 * Metres added to the body's height from armpit to neck side: the depth of a flat armhole below the
 * neck point. A flat women's T-shirt of a 170 cm wearer measures 21 to 23 cm there (15.7 on the body).
 */
const ARMHOLE_DROP: Record<Ease, number> = { slim: 0.05, regular: 0.06, oversize: 0.085 };
const OVERLAYER_DROP = 0.025;
/** An underarm this many armhole depths long belongs to a long sleeve (three quarters: about 1.2). */
const LONG_UNDERARM = 1.45;
/** A long sleeve passes the wrist by this, metres. */
const SLEEVE_OVER_WRIST = 0.02;
/** Flat neck to waist is longer than the body's difference in height, metres. */
const WAIST_DROP = 0.03;
/** A waist counts when chest and skirt are wider than it by these factors. */
const CHEST_OVER_WAIST = 1.05;
const SKIRT_OVER_WAIST = 1.08;

export interface GarmentKind {
  readonly category: Category;
  readonly upper: Upper | null;
  readonly ease: Ease;
}

/**
 * What a garment's shape says about its size, given who is to wear it.
 *
 * @param fitted Whether its chest follows that person's: photographed worn, or labelled for them.
 */
export function scaleCues(
  shape: FlatShape,
  levels: FlatLevels,
  garment: GarmentKind,
  body: BodyMeasures,
  fitted: boolean,
): ScaleCue[] {
  const cues: ScaleCue[] = [];
  const add = (alongX: number, metres: number, pixels: number, spread: number) => {
    if (pixels > 0) cues.push({ alongX, metresPerPixel: metres / pixels, spread });
  };
  const ease = girthEase(garment.category, garment.ease);
  const usual = usualLength(garment.category, body);
  if (usual !== null && garment.upper !== 'strapless') {
    add(0, usual, levels.top - levels.bottom, LENGTH_SPREAD);
  }
  if (WAIST_CATEGORIES.has(garment.category)) {
    add(1, (body.hip + ease.hip / 100) / 2, levels.hipWidth, HIP_WIDTH_SPREAD);
    if (levels.crotch !== null) {
      const rise = 0.95 * (body.waistHeight - body.crotchHeight);
      add(0, rise, levels.top - levels.crotch, RISE_SPREAD);
    }
    return cues;
  }
  const widthSpread = fitted ? FITTED_WIDTH_SPREAD : FLAT_WIDTH_SPREAD;
  add(1, (body.bust + ease.bust / 100) / 2, levels.chestWidth, widthSpread);
  if (levels.crotch !== null) {
    const trunk = body.neckSideHeight - body.crotchHeight + 0.05;
    add(0, trunk, levels.top - levels.crotch, TRUNK_SPREAD);
  }
  if (garment.upper === 'strapless' || levels.armpit === null) return cues;
  const layered = garment.category === 'hoodie' || garment.category === 'outerwear';
  const drop = ARMHOLE_DROP[garment.ease] + (layered ? OVERLAYER_DROP : 0);
  // Straps are of any length.
  const loose = garment.upper === 'straps' || garment.upper === 'one-shoulder' ? 2 : 1;
  const depth = levels.top - levels.armpit;
  add(0, body.neckSideHeight - body.armpitHeight + drop, depth, ARMHOLE_SPREAD * loose);
  const waist = drawnWaist(shape, levels);
  if (waist !== null && loose === 1) {
    const toWaist = body.neckSideHeight - body.waistHeight + WAIST_DROP;
    add(0, toWaist, levels.top - waist, WAIST_LEVEL_SPREAD);
  }
  for (const side of ['left', 'right'] as const) {
    const sleeve = longSleeve(shape, side, depth);
    if (sleeve === null) continue;
    // Both sleeves together count as one cue. Sleeves are not unrolled: they take the height's scale.
    add(0, body.armReach + SLEEVE_OVER_WRIST, sleeve, SLEEVE_SPREAD * Math.SQRT2);
  }
  return cues;
}

/** Neck point to cuff of a long sleeve, upright pixels, or null where there is none. */
function longSleeve(shape: FlatShape, side: 'left' | 'right', armholeDepth: number): number | null {
  const cuff = findArc(shape, 'cuff', side);
  const underarm = findArc(shape, 'underarm', side);
  const shoulder = findArc(shape, 'shoulder', side);
  if (!cuff || !underarm || !shoulder) return null;
  const [ax, ay] = arcStart(underarm);
  const [bx, by] = arcEnd(underarm);
  if (Math.hypot(bx - ax, by - ay) < LONG_UNDERARM * armholeDepth) return null;
  const neck = side === 'left' ? arcStart(shoulder) : arcEnd(shoulder);
  const end = arcCentre(cuff);
  return Math.hypot(end[0] - neck[0], end[1] - neck[1]);
}

/** Level of the narrowest run under the chest where chest and skirt are clearly wider, or null. */
function drawnWaist(shape: FlatShape, levels: FlatLevels): number | null {
  const from = levels.armpit! - 0.2 * levels.chestWidth;
  const to = Math.max(levels.bottom, levels.armpit! - 1.3 * levels.chestWidth);
  const steps = 40;
  let level = from;
  let narrowest = Infinity;
  for (let s = 0; s <= steps; s++) {
    const y = from + ((to - from) * s) / steps;
    const width = runWidthAt(shape, y, levels.centreX);
    if (width <= 0 || width >= narrowest) continue;
    narrowest = width;
    level = y;
  }
  let below = 0;
  for (let s = 0; s < steps; s++) {
    const y = level + ((levels.bottom - level) * s) / steps;
    below = Math.max(below, runWidthAt(shape, y, levels.centreX));
  }
  const drawn =
    levels.chestWidth > CHEST_OVER_WAIST * narrowest && below > SKIRT_OVER_WAIST * narrowest;
  return drawn ? level : null;
}
