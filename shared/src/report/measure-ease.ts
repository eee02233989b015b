import { loopCentre, type SliceLoop, sliceGirth, sliceMesh } from '../body/slice-girth.ts';
import type { Category } from '../garment/vocabulary.ts';
import { UPPER_CATEGORIES, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { isInsidePolygon } from '../mesh/polygon.ts';
import { landmark, type WornBody } from './worn-body.ts';

/** A closed surface whose points are one vertex each. */
interface Skin {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

export interface EaseFigures {
  /** Garment girth less body girth, metres; null where the garment does not go round the body there. */
  readonly chest: number | null;
  readonly waist: number | null;
  readonly hip: number | null;
}

/** Slices are centred on the trunk within this distance, metres: half a trunk. */
const TRUNK_REACH = 0.1;
/** Where sleeves open into the trunk, the level goes down in such steps, metres. */
const LEVEL_STEP = 0.005;
/** How far the chest's level may go down to clear the sleeves, metres: bust to waist. */
const LOWEST_CHEST = 0.14;
/** A waistband sits within this of the waist and counts as the waist's ease, metres. */
const WAISTBAND_REACH = 0.12;
/** A loop must go at least this far round the trunk, as a share of the body's girth. */
const GOES_ROUND = 0.8;

/**
 * Ease at the chest, waist and hip: the length of cloth in a level cut less the body's tape girth,
 * both on the file's own meshes in the shown pose.
 *
 * The chest is cut at the bust's level or, where a dropped armpit opens the sleeves into that cut,
 * at the highest level below it that goes round the trunk alone. A garment that hangs below the
 * waist's level (low trousers) has its waist cut just below its waistband, against the body there.
 *
 * @param garment Welded, metres. @param waistTop Lowest point of a waist opening's loop, or null.
 */
export function measureEase(
  garment: Skin,
  skin: Skin,
  body: WornBody,
  category: Category,
  waistTop: number | null,
): EaseFigures {
  const height = (name: string): number => {
    const cm = body.measures[name];
    if (cm === undefined) throw new Error(`The avatar's record has no measure "${name}".`);
    return cm / 100;
  };
  const depth = landmark(body, 'waist_front')[2] / 2 + landmark(body, 'waist_back')[2] / 2;
  const easeAt = (y: number): number | null => {
    const plane = { origin: [0, y, depth] as const, normal: [0, 1, 0] as const };
    const bodyGirth = sliceGirth(skin.positions, skin.indices, plane, TRUNK_REACH);
    const cloth = trunkLoop(garment, skin, y);
    if (cloth === null || bodyGirth === 0) return null;
    const girth = loopLength(cloth);
    return girth > GOES_ROUND * bodyGirth ? girth - bodyGirth : null;
  };

  let chest: number | null = null;
  if (UPPER_CATEGORIES.has(category)) {
    const bust = height('bust_height_cm');
    const plane = { origin: [0, bust, depth] as const, normal: [0, 1, 0] as const };
    const bodyGirth = sliceGirth(skin.positions, skin.indices, plane, TRUNK_REACH);
    for (let y = bust; y > bust - LOWEST_CHEST && chest === null; y -= LEVEL_STEP) {
      const cloth = trunkLoop(garment, skin, y);
      if (cloth === null) continue;
      const girth = loopLength(cloth);
      if (girth > GOES_ROUND * bodyGirth) chest = girth - bodyGirth;
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

/** The cut that goes round the trunk and no arm; null where there is none. */
function trunkLoop(garment: Skin, skin: Skin, y: number): SliceLoop | null {
  const plane = { origin: [0, y, 0] as const, normal: [0, 1, 0] as const };
  let trunk: SliceLoop | null = null;
  for (const loop of sliceMesh(garment.positions, garment.indices, plane)) {
    if (Math.abs(loopCentre(loop)[0]) > TRUNK_REACH) continue;
    if (trunk === null || loopLength(loop) > loopLength(trunk)) trunk = loop;
  }
  if (trunk === null) return null;
  const outline = Float64Array.from({ length: (trunk.points.length / 3) * 2 }, (_, i) =>
    i % 2 === 0 ? trunk.points[3 * (i / 2)]! : trunk.points[3 * ((i - 1) / 2) + 2]!,
  );
  for (const limb of sliceMesh(skin.positions, skin.indices, plane)) {
    const centre = loopCentre(limb);
    if (Math.abs(centre[0]) > TRUNK_REACH && isInsidePolygon(outline, centre[0], centre[2])) {
      return null;
    }
  }
  return trunk;
}

function loopLength({ points, closed }: SliceLoop): number {
  let length = 0;
  const count = points.length / 3;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const p = 3 * i;
    const q = 3 * ((i + count - 1) % count);
    length += Math.hypot(
      points[p]! - points[q]!,
      points[p + 1]! - points[q + 1]!,
      points[p + 2]! - points[q + 2]!,
    );
  }
  return length;
}
