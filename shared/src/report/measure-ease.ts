import { sliceGirth } from '../body/slice-girth.ts';
import { UPPER_CATEGORIES, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { GarmentNodeExtras } from './decoded-fitted.ts';
import { type TrunkGirth, trunkGirth, type WeldedSkin } from './trunk-girth.ts';
import { landmark, type WornBody } from './worn-body.ts';

export interface EaseFigures {
  /** Garment girth less body girth, metres; null where the garment does not go round the body there. */
  readonly chest: number | null;
  readonly waist: number | null;
  readonly hip: number | null;
}

/** Slices are centred on the trunk within this distance, metres: half a trunk. */
const TRUNK_REACH = 0.1;
/** Where sleeves open into the trunk, the level goes down in such steps, metres. */
const LEVEL_STEP = 0.01;
/** How far the chest's level may go down to clear the sleeves, metres: half way to the waist. */
const LOWEST_CHEST = 0.08;
/** A waistband sits within this of the waist and counts as the waist's ease, metres. */
const WAISTBAND_REACH = 0.12;
/** A loop must go at least this far round the trunk, as a share of the body's girth. */
const GOES_ROUND = 0.8;

/**
 * Ease at the chest, waist and hip: the length of cloth in a level cut less the body's tape girth,
 * both on the file's own meshes in the shown pose.
 *
 * The chest is cut at the bust's level or, where a dropped armpit opens the sleeves into that cut,
 * at the highest level below it that goes round the trunk alone; where there is none near, sleeves are
 * cut off (see trunk-girth.ts). A garment that hangs below the
 * waist's level (low trousers) has its waist cut just below its waistband, against the body there.
 *
 * @param garment Welded, metres. @param waistTop Lowest point of a waist opening's loop, or null.
 */
export function measureEase(
  garment: WeldedSkin,
  skin: WeldedSkin,
  body: WornBody,
  { category, openFront }: Pick<GarmentNodeExtras, 'category' | 'openFront'>,
  waistTop: number | null,
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
  /** The cloth's girth where it goes round, less the body's. */
  const ease = (cloth: TrunkGirth | null, bodyGirth: number): number | null =>
    cloth !== null && bodyGirth > 0 && cloth.length > GOES_ROUND * bodyGirth
      ? cloth.length - bodyGirth
      : null;
  const easeAt = (y: number) => ease(trunkGirth(garment, skin, y, openFront), bodyGirthAt(y));

  let chest: number | null = null;
  if (UPPER_CATEGORIES.has(category)) {
    const bust = height('bust_height_cm');
    const bodyGirth = bodyGirthAt(bust);
    chest = ease(trunkGirth(garment, skin, bust, openFront), bodyGirth);
    for (let y = bust; y > bust - LOWEST_CHEST; y -= LEVEL_STEP) {
      const cloth = trunkGirth(garment, skin, y, openFront);
      if (!cloth?.clean) continue;
      chest = ease(cloth, bodyGirth);
      break;
    }
  }
  const waistLevel = height('waist_height_cm');
  let waist = easeAt(waistLevel);
  if (
    WAIST_CATEGORIES.has(category) &&
    waistTop !== null &&
    waistTop <= waistLevel &&
    waistTop > waistLevel - WAISTBAND_REACH
  ) {
    waist = easeAt(waistTop - LEVEL_STEP);
  }
  return { chest, waist, hip: easeAt(height('hip_height_cm')) };
}
