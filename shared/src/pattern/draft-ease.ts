import type { Category, Ease } from '../garment/vocabulary.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type BodyMeasures, torsoGirthAt } from './body-measures.ts';
import { girthEase } from './ease.ts';
import type { PanelRun } from './panel-outlines.ts';
import type { AuthoredEase } from './pattern.ts';
import { reverseRun, runLength } from './run-points.ts';
import { draftedWaist } from './waist-seat.ts';

/**
 * A two-panel outline has no crotch extension; lengths this near the crotch are longer by this much
 * (garment.md, method 13: up to 45 % within 16 cm brought the 95th percentile of strain from 35 % to
 * 6 - 11 %).
 */
const CROTCH_RADIUS = 0.16;
const CROTCH_EASE = 0.3;
/** A waistband is gathered or eased over twice this depth, fading in its lower half, metres. */
const WAIST_RADIUS = 0.07;
const WAIST_SPACING = 0.03;
/** Elastic gathers to no less than this and gives no more than that. */
const MOST_GATHER = -0.4;
const MOST_STRETCH = 0.4;
const SMALLEST_CHANGE = 0.015;
/** A sleeve goes round the upper arm with this to spare (drape.md, section 4.4), metres. */
const SLEEVE_SPARE = 0.02;
const NECK_SPARE = 0.02;

/** Ease added on purpose: crotch, waistband, tight sleeves and necks. */
export function draftEase(
  runs: { readonly front: readonly PanelRun[]; readonly back: readonly PanelRun[] },
  garment: { readonly category: Category; readonly ease: Ease },
  body: BodyMeasures,
): AuthoredEase[] {
  return [
    ...crotchEase(runs.back),
    ...(WAIST_CATEGORIES.has(garment.category) ? waistEase(runs.back, garment, body) : []),
    ...sleeveEase(runs.back, body),
    ...neckEase(runs, body),
  ];
}

function crotchEase(runs: readonly PanelRun[]): AuthoredEase[] {
  const inseam = runs.find((run) => run.kind === 'inseam' && run.side === 'left');
  if (!inseam) return [];
  return [
    {
      x: inseam.points.at(-2)!,
      y: inseam.points.at(-1)!,
      radius: CROTCH_RADIUS,
      amount: CROTCH_EASE,
    },
  ];
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

/** Widens sleeves that the upper arm would stretch. */
function sleeveEase(runs: readonly PanelRun[], body: BodyMeasures): AuthoredEase[] {
  const spots: AuthoredEase[] = [];
  for (const side of ['left', 'right'] as const) {
    const underarm = runs.find((run) => run.kind === 'underarm' && run.side === side);
    const shoulder = runs.find((run) => run.kind === 'shoulder' && run.side === side);
    if (!underarm || !shoulder) continue;
    // The upper half of a long underarm, the whole of a short sleeve's.
    const length = runLength(underarm.points);
    const upper = Math.min(length, 0.22);
    const armpitFirst = side === 'right' ? underarm.points : reverseRun(underarm.points);
    let along = 0;
    for (let i = 2; i < armpitFirst.length; i += 2) {
      along += Math.hypot(
        armpitFirst[i]! - armpitFirst[i - 2]!,
        armpitFirst[i + 1]! - armpitFirst[i - 1]!,
      );
      if (along > upper) break;
      if (along < 0.02 || i % 8 !== 0) continue;
      const across = nearest(shoulder.points, armpitFirst[i]!, armpitFirst[i + 1]!);
      const amount = (body.upperArm + SLEEVE_SPARE) / (2 * across.distance) - 1;
      if (amount < SMALLEST_CHANGE) continue;
      spots.push({
        x: (armpitFirst[i]! + across.x) / 2,
        y: (armpitFirst[i + 1]! + across.y) / 2,
        radius: 1.2 * across.distance,
        amount: Math.min(MOST_STRETCH, amount),
      });
    }
  }
  return spots;
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

function nearest(
  points: Float64Array,
  x: number,
  y: number,
): { readonly x: number; readonly y: number; readonly distance: number } {
  let best = { x, y, distance: Infinity };
  for (let i = 0; i < points.length; i += 2) {
    const distance = Math.hypot(points[i]! - x, points[i + 1]! - y);
    if (distance < best.distance) best = { x: points[i]!, y: points[i + 1]!, distance };
  }
  return best;
}
