import { sliceGirth } from '../body/slice-girth.ts';
import { UPPER_CATEGORIES, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type CutCloth, cutGirth } from './cut-girth.ts';
import type { GarmentNodeExtras } from './decoded-fitted.ts';
import { hemGirths } from './hem-ease.ts';
import type { MeasuredOpening } from './measure-openings.ts';
import { type TrunkGirth, trunkGirth, type WeldedSkin } from './trunk-girth.ts';
import { landmark, type WornBody } from './worn-body.ts';

/** Where ease is measured. */
export const EASE_PLACES = ['chest', 'waist', 'hip', 'hem'] as const;
export type EasePlace = (typeof EASE_PLACES)[number];

/** Metres at each place; null where the garment does not go round the body there. */
export type ByPlace = Readonly<Record<EasePlace, number | null>>;

/** Garment girth less body girth. */
export interface EaseFigures extends ByPlace {
  /** The garment's own girth: what an error of the scale is a share of. */
  readonly girths: ByPlace;
  /** The body's. */
  readonly bodyGirths: ByPlace;
  /** The garment's girth as it was cut, at the same levels (see cut-girth.ts); null without a pattern. */
  readonly cutGirths: ByPlace | null;
}

interface Girths {
  readonly cloth: number;
  readonly body: number;
  /** Looked up once the level is chosen; null without a pattern. */
  readonly cut: (() => number | null) | null;
}

function withCut(girths: Girths | null, cut: Girths['cut']): Girths | null {
  return girths && { ...girths, cut };
}

/** Slices are centred on the trunk within this distance, metres: half a trunk. */
const TRUNK_REACH = 0.1;
/** Where sleeves open into the trunk, the level goes down in such steps, metres. */
const LEVEL_STEP = 0.01;
/** Cloth that stands farther off the chest's sides than this is a sleeve's root, drawn out by a raised arm, metres. */
const CHEST_REACH = 0.1;
/** How far the chest's level may go down to clear the sleeves, metres: half way to the waist. */
const LOWEST_CHEST = 0.08;
/** A waistband sits within this of the waist and counts as the waist's ease, metres. */
const WAISTBAND_REACH = 0.12;
/** A loop must go at least this far round the trunk, as a share of the body's girth. */
const GOES_ROUND = 0.8;
/** How far up a waist's or a hip's level may go for a cut that no hem interrupts, metres. */
const ABOVE_HEM = 0.05;
/** An open front's cut that is so much shorter than that a step higher has lost a piece at the hem. */
const HAS_LOST = 0.95;

/**
 * Ease at the chest, waist and hip: the length of cloth in a level cut less the body's tape girth,
 * both on the file's own meshes in the shown pose. At the hem: see hem-ease.ts.
 *
 * The chest is cut at the bust's level or, where a dropped armpit opens the sleeves into that cut,
 * at the highest level below it that goes round the trunk alone; where there is none near, sleeves are
 * cut off (see trunk-girth.ts) at the highest level that no deep neck interrupts. Where a hem crosses the waist's or the hip's level, it is measured at the
 * first level above at which the cloth goes round whole, against the body there. A garment that hangs below the
 * waist's level (low trousers) has its waist cut just below its waistband, against the body there.
 *
 * As it was cut, it is measured at the same levels, and its chest below the armpits, however low.
 *
 * @param garment Welded, metres. @param waistTop Lowest point of a waist opening's loop, or null.
 * @param openings As measured; the hem's is looked for among them.
 * @param flat The same cloth with its flat pieces; null without a pattern.
 */
export function measureEase(
  garment: WeldedSkin,
  skin: WeldedSkin,
  body: WornBody,
  { category, openFront }: Pick<GarmentNodeExtras, 'category' | 'openFront'>,
  waistTop: number | null,
  openings: readonly MeasuredOpening[],
  flat: CutCloth | null = null,
): EaseFigures {
  const height = (name: string): number => {
    const cm = body.measures[name];
    if (cm === undefined) throw new Error(`The avatar's record has no measure "${name}".`);
    return cm / 100;
  };
  const depth = landmark(body, 'waist_front')[2] / 2 + landmark(body, 'waist_back')[2] / 2;
  const bodyGirthAt = (y: number): number => {
    const plane = { origin: [0, y, depth] as const, normal: [0, 1, 0] as const };
    return sliceGirth(skin.positions, skin.indices, plane, TRUNK_REACH);
  };
  /** Both girths where the cloth goes round. */
  const girths = (cloth: TrunkGirth | null, bodyGirth: number, y: number): Girths | null =>
    cloth !== null && bodyGirth > 0 && cloth.length > GOES_ROUND * bodyGirth
      ? {
          cloth: cloth.length,
          body: bodyGirth,
          cut: flat && (() => cutGirth(flat, y, cloth.part)),
        }
      : null;
  const girthsAt = (y: number) =>
    girths(trunkGirth(garment, skin, y, openFront), bodyGirthAt(y), y);

  /** The same at the first level from there up to that the hem leaves whole. */
  const girthsAboveHem = (from: number): Girths | null => {
    for (let y = from; y < from + ABOVE_HEM; y += LEVEL_STEP) {
      const cloth = trunkGirth(garment, skin, y, openFront);
      if (cloth === null) continue;
      const higher = openFront ? trunkGirth(garment, skin, y + LEVEL_STEP, openFront) : null;
      if (higher && cloth.length < HAS_LOST * higher.length) continue;
      return girths(cloth, bodyGirthAt(y), y);
    }
    return null;
  };

  let chest: Girths | null = null;
  if (UPPER_CATEGORIES.has(category)) {
    const bust = height('bust_height_cm');
    const bodyGirth = bodyGirthAt(bust);
    // As it was cut, a chest is as wide as below its armpits, however low they hang.
    const lowest = flat ? height('hip_height_cm') : bust - LOWEST_CHEST;
    for (let y = bust; y > lowest; y -= LEVEL_STEP) {
      const cloth = trunkGirth(garment, skin, y, openFront, CHEST_REACH);
      const found = girths(cloth, bodyGirth, y);
      if (y <= bust - LOWEST_CHEST) {
        if (cloth?.clean && found) chest = withCut(chest, found.cut);
      } else if (cloth?.clean || chest === null) {
        // A deep neck leaves no whole loop; below it there is one, with sleeves cut off if need be.
        chest = found;
      }
      if (cloth?.clean) break;
    }
  }
  const waistLevel = height('waist_height_cm');
  let waist = girthsAboveHem(waistLevel);
  if (
    WAIST_CATEGORIES.has(category) &&
    waistTop !== null &&
    waistTop <= waistLevel &&
    waistTop > waistLevel - WAISTBAND_REACH
  ) {
    waist = girthsAt(waistTop - LEVEL_STEP);
  }
  const hip = girthsAboveHem(height('hip_height_cm'));
  const hemmed = hemGirths(garment, skin, openings, flat);
  const hem: Girths | null = hemmed && { ...hemmed, cut: flat && (() => hemmed.cut) };
  const pairs = { chest, waist, hip, hem };
  const each = (of: (girths: Girths) => number | null): ByPlace => ({
    chest: pairs.chest && of(pairs.chest),
    waist: pairs.waist && of(pairs.waist),
    hip: pairs.hip && of(pairs.hip),
    hem: pairs.hem && of(pairs.hem),
  });
  return {
    ...each(({ cloth, body: skinGirth }) => cloth - skinGirth),
    girths: each((g) => g.cloth),
    bodyGirths: each((g) => g.body),
    cutGirths: flat && each((g) => g.cut?.() ?? null),
  };
}
