import type { Category, Ease } from '../garment/vocabulary.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type BodyMeasures, torsoGirthAt } from './body-measures.ts';
import { girthEase } from './ease.ts';
import { easeTightLevels, GIRTH_OVER_SKIN, type WornLevels } from './ease-tight-levels.ts';
import { sleeveAngle } from './limb-angles.ts';
import { joinRuns, type PanelRun } from './panel-outlines.ts';
import type { AuthoredEase } from './pattern.ts';
import { runLength, runsAcross } from './run-points.ts';
import { tightSleeves } from './sleeve-room.ts';
import { draftedWaist } from './waist-seat.ts';

/**
 * A two-panel outline has no crotch extension; lengths this near the crotch are longer by up to this
 * much (measured: up to 45 % within 16 cm brought the 95th percentile of strain from
 * 35 % to 6 - 11 %). Wide trousers have cloth to spare there and get less.
 */
const CROTCH_RADIUS = 0.16;
const CROTCH_EASE = 0.3;
const LEAST_CROTCH_EASE = 0.05;
/** Crotch ease lost per share of girth that seat and thighs have to spare. */
const SPARE_COUNTS = 1.2;
/** Seat and thighs are measured this far above and below the crotch, metres. */
const NEAR_CROTCH = 0.05;
/** Below the waist opening and the armpits, metres: waistbands and corners have their own rules. */
const BELOW_WAIST = 0.05;
const BELOW_ARMPIT = 0.02;
/** A waistband is gathered or eased over twice this depth, fading in its lower half, metres. */
const WAIST_RADIUS = 0.07;
const WAIST_SPACING = 0.03;
/** Elastic gathers to no less than this and gives no more than that. */
const MOST_GATHER = -0.4;
const MOST_STRETCH = 0.4;
const SMALLEST_CHANGE = 0.015;
const MOST_SLEEVE_EASE = 0.2;
const NECK_SPARE = 0.02;
/** Radians below the horizontal: a sleeve laid out so needs no ease at the armpit, one that hangs all of it. */
const RAISED_SLEEVE = 0.85;
const HANGING_SLEEVE = 1.3;
const ARMPIT_RADIUS = 0.16;
const ARMPIT_EASE = 0.15;

/** Ease added on purpose: crotch, waistband, tight levels, tight sleeves and necks. */
export function draftEase(
  runs: { readonly front: readonly PanelRun[]; readonly back: readonly PanelRun[] },
  garment: { readonly category: Category; readonly ease: Ease },
  body: BodyMeasures,
): AuthoredEase[] {
  const levels = wornLevels(runs.back, garment.category, body);
  return [
    ...crotchEase(runs.back, body),
    ...(WAIST_CATEGORIES.has(garment.category) ? waistEase(runs.back, garment, body) : []),
    ...(levels ? easeTightLevels(runs.back, levels, body) : []),
    ...sleeveEase(runs.back, body),
    ...armpitEase(runs.back),
    ...neckEase(runs, body),
  ];
}

function wornLevels(
  runs: readonly PanelRun[],
  category: Category,
  body: BodyMeasures,
): WornLevels | null {
  const inseam = runs.find((run) => run.kind === 'inseam' && run.side === 'left');
  const crotch = inseam ? inseam.points.at(-1)! : null;
  if (WAIST_CATEGORIES.has(category)) {
    const waist = draftedWaist(runs, body);
    return waist && { lift: waist.seat, from: -BELOW_WAIST, crotch };
  }
  const sides = runs.filter((run) => run.kind === 'side');
  if (sides.length === 0) return null;
  const strapless = runs.some((run) => run.kind === 'top');
  const armpit = Math.min(
    ...sides.map((run) => (run.side === 'left' ? run.points[1]! : run.points.at(-1)!)),
  );
  return {
    lift: strapless ? body.armpitHeight : body.neckSideHeight,
    from: armpit - BELOW_ARMPIT,
    crotch,
  };
}

function crotchEase(runs: readonly PanelRun[], body: BodyMeasures): AuthoredEase[] {
  const inseam = runs.find((run) => run.kind === 'inseam' && run.side === 'left');
  if (!inseam) return [];
  const x = inseam.points.at(-2)!;
  const y = inseam.points.at(-1)!;
  const outline = joinRuns(runs);
  const width = (level: number) =>
    runsAcross(outline, level).reduce((sum, [left, right]) => sum + right - left, 0);
  const seat = (2 * width(y + NEAR_CROTCH)) / (body.hip + GIRTH_OVER_SKIN) - 1;
  const thighs = width(y - NEAR_CROTCH) / (body.thigh + GIRTH_OVER_SKIN) - 1;
  const spare = (seat + thighs) / 2;
  const amount = Math.min(
    CROTCH_EASE,
    Math.max(LEAST_CROTCH_EASE, CROTCH_EASE - SPARE_COUNTS * spare),
  );
  return [{ x, y, radius: CROTCH_RADIUS, amount }];
}

/** Makes the waist opening as long as the body is round where it will sit, plus its ease. */
function waistEase(
  runs: readonly PanelRun[],
  garment: { readonly category: Category; readonly ease: Ease },
  body: BodyMeasures,
): AuthoredEase[] {
  const waist = draftedWaist(runs, body);
  if (!waist) return [];
  const wanted =
    torsoGirthAt(body, waist.seat) + girthEase(garment.category, garment.ease).waist / 100;
  const amount = Math.min(MOST_STRETCH, Math.max(MOST_GATHER, wanted / waist.flatGirth - 1));
  if (Math.abs(amount) < SMALLEST_CHANGE) return [];
  return spotsAlong(waist.run.points, WAIST_SPACING, WAIST_RADIUS, amount);
}

/** Eases sleeves that the upper arm would stretch. */
function sleeveEase(runs: readonly PanelRun[], body: BodyMeasures): AuthoredEase[] {
  return tightSleeves(runs, body).map(({ x, y, width, shortage }) => ({
    x,
    y,
    radius: 1.2 * width,
    // More would bunch the sleeve: ease lengthens as well as it widens.
    amount: Math.min(MOST_SLEEVE_EASE, shortage),
  }));
}

/**
 * Eases the armpits of sleeves that hang: beside the torso the cloth that lets an arm be raised lies
 * folded under it, where no photo shows it.
 */
function armpitEase(runs: readonly PanelRun[]): AuthoredEase[] {
  return (['left', 'right'] as const).flatMap((side) => {
    const seam = runs.find((run) => run.kind === 'side' && run.side === side);
    const angle = sleeveAngle(runs, side);
    if (!seam || angle === null || angle <= RAISED_SLEEVE) return [];
    const hanging = Math.min(1, (angle - RAISED_SLEEVE) / (HANGING_SLEEVE - RAISED_SLEEVE));
    const [x, y] = side === 'left' ? seam.points : seam.points.slice(-2);
    return [{ x: x!, y: y!, radius: ARMPIT_RADIUS, amount: ARMPIT_EASE * hanging }];
  });
}

/** Lengthens a neck opening that is tighter than the neck it goes round. */
function neckEase(
  runs: { readonly front: readonly PanelRun[]; readonly back: readonly PanelRun[] },
  body: BodyMeasures,
): AuthoredEase[] {
  const front = runs.front.find((run) => run.kind === 'neck');
  const back = runs.back.find((run) => run.kind === 'neck');
  if (!front || !back) return [];
  const girth = runLength(front.points) + runLength(back.points);
  const amount = (body.neck + NECK_SPARE) / girth - 1;
  if (amount < SMALLEST_CHANGE) return [];
  return [
    ...spotsAlong(front.points, 0.03, 0.05, Math.min(MOST_STRETCH, amount)),
    ...spotsAlong(back.points, 0.03, 0.05, Math.min(MOST_STRETCH, amount)),
  ];
}

function spotsAlong(
  points: Float64Array,
  spacing: number,
  radius: number,
  amount: number,
): AuthoredEase[] {
  const spots: AuthoredEase[] = [];
  let sinceLast = spacing;
  for (let i = 0; i < points.length; i += 2) {
    if (i > 0) {
      sinceLast += Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
    }
    if (sinceLast < spacing && i + 2 < points.length) continue;
    sinceLast = 0;
    spots.push({ x: points[i]!, y: points[i + 1]!, radius, amount });
  }
  return spots;
}
