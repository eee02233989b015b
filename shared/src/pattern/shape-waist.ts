import type { Category, Ease } from '../garment/vocabulary.ts';
import { type BodyMeasures, torsoFrontAt, torsoGirthAt } from './body-measures.ts';
import { girthEase } from './ease.ts';
import { GIRTH_OVER_SKIN } from './ease-tight-levels.ts';
import { joinRuns, type PanelRuns } from './panel-outlines.ts';
import type { AuthoredEase } from './pattern.ts';
import { runsAcross } from './run-points.ts';
import { draftedWaist } from './waist-seat.ts';

/** A waist opening is gathered or eased whole over this depth, and no more from the second, metres. */
const BAND = 0.03;
const BAND_END = 0.07;
/** Elastic gathers to no less than this and gives no more than that. */
const MOST_GATHER = -0.4;
const MOST_STRETCH = 0.4;
/** A known size is drawn out by as much as it takes to close. */
const MOST_DRAWN = 0.8;
const SMALLEST_CHANGE = 0.01;
/** Spots stand this far apart and reach this far, metres: whole as far as halfway to the next. */
const STEP = 0.035;
const REACH = 0.055;
/** The topmost row lies this far below the waist's level, so that it is inside both panels, metres. */
const TOP_ROW = 0.005;

/**
 * Shapes a waist garment from its opening to the hip: the opening as long as the body is round where
 * it will sit, plus its ease; and fronts wider than backs where the body has more girth before its
 * sides than behind them, as tailors cut them (a front's waist is a quarter and more, a back's a
 * quarter less its dart: Aldrich, Metric Pattern Cutting). Two equal halves stood off the back's hollow
 * as a shelf, pulled over the belly.
 *
 * A picture from the front shows neither, so both are ease of lengths across. A waist of a known size is
 * gathered where it is too wide, as by a belt or an elastic, let out as far as elastic gives where it is too
 * narrow, and drawn out beyond.
 */
export function shapeWaist(
  runs: PanelRuns,
  garment: { readonly category: Category; readonly ease: Ease; readonly isKept?: boolean },
  body: BodyMeasures,
): AuthoredEase[] {
  const waist = draftedWaist(runs.back, body);
  if (!waist) return [];
  const wanted =
    torsoGirthAt(body, waist.seat) + girthEase(garment.category, garment.ease).waist / 100;
  const least = torsoGirthAt(body, waist.seat) + GIRTH_OVER_SKIN;
  const change = wanted / waist.flatGirth - 1;
  if (!garment.isKept || change <= 0) return waistSpots(runs, body, waist.seat, limited(change));
  const drawn = Math.max(0, least / waist.flatGirth - 1);
  const given = waistSpots(runs, body, waist.seat, limited(drawn));
  if (drawn <= MOST_STRETCH) return given;
  const drawnOut = waistSpots(runs, body, waist.seat, Math.min(MOST_DRAWN, drawn));
  return [...given, ...drawnOut.map((spot) => ({ ...spot, closing: true }))];
}

const limited = (change: number): number => Math.min(MOST_STRETCH, Math.max(MOST_GATHER, change));

/** @param gather Of the opening, as a share of it; negative where it is gathered. */
function waistSpots(
  runs: PanelRuns,
  body: BodyMeasures,
  seat: number,
  gather: number,
): AuthoredEase[] {
  return (['front', 'back'] as const).flatMap((facing) => {
    const outline = joinRuns(runs[facing]);
    const spots: AuthoredEase[] = [];
    const bottom = body.hipHeight - seat;
    for (let y = -TOP_ROW; y > bottom; y -= STEP) {
      const before = 2 * torsoFrontAt(body, seat + y);
      const share = facing === 'front' ? before : 2 - before;
      const band = Math.min(1, Math.max(0, (BAND_END + y) / (BAND_END - BAND)));
      const amount = (1 + band * gather) * share - 1;
      if (Math.abs(amount) < SMALLEST_CHANGE) continue;
      const across = runsAcross(outline, y);
      const [left, right] = [across[0]?.[0], across.at(-1)?.[1]];
      if (left === undefined || right === undefined) continue;
      const count = Math.max(1, Math.ceil((right - left) / STEP));
      for (let k = 0; k <= count; k++) {
        const x = left + ((right - left) * k) / count;
        spots.push({ x, y, radius: REACH, amount, across: true, facing });
      }
    }
    return spots;
  });
}
