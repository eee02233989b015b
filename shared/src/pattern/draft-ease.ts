import type { Category, Ease } from '../garment/vocabulary.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { BodyMeasures } from './body-measures.ts';
import { addedToLeg, type CrotchPieces } from './crotch-pieces.ts';
import { drawnOutTo, drawOutLevels } from './draw-out-levels.ts';
import { easeTightLevels, type WornLevels } from './ease-tight-levels.ts';
import { sleeveAngle } from './limb-angles.ts';
import type { PanelRun } from './panel-outlines.ts';
import type { AuthoredEase } from './pattern.ts';
import { runLength } from './run-points.ts';
import { shapeTorso } from './shape-torso.ts';
import { shapeWaist } from './shape-waist.ts';
import { tightSleeves } from './sleeve-room.ts';
import { draftedWaist } from './waist-seat.ts';

/** Below the waist opening and the armpits, metres: waistbands and corners have their own rules. */
const BELOW_WAIST = 0.05;
const BELOW_ARMPIT = 0.02;
/** A neck gives no more than this. */
const MOST_STRETCH = 0.4;
const SMALLEST_CHANGE = 0.015;
const MOST_SLEEVE_EASE = 0.2;
const NECK_SPARE = 0.02;
/** Radians below the horizontal: a sleeve laid out so needs no ease at the armpit, one that hangs all of it. */
const RAISED_SLEEVE = 0.85;
const HANGING_SLEEVE = 1.3;
const ARMPIT_RADIUS = 0.16;
const ARMPIT_EASE = 0.15;

/**
 * Ease added on purpose: waist, tight levels, tight sleeves and necks.
 *
 * @param garment `isKept`: of a known size, so that a torso that is too tight is drawn out (see AuthoredEase).
 */
export function draftEase(
  runs: { readonly front: readonly PanelRun[]; readonly back: readonly PanelRun[] },
  garment: { readonly category: Category; readonly ease: Ease; readonly isKept?: boolean },
  body: BodyMeasures,
  crotch: CrotchPieces | null = null,
): AuthoredEase[] {
  const isKept = garment.isKept === true;
  const isWaist = WAIST_CATEGORIES.has(garment.category);
  const levels = wornLevels(runs.back, garment.category, body, crotch);
  // A width tells how wide the torso is; how wide legs are, a photo of them worn hides.
  const torsoTo = isKept && levels ? drawnOutTo(runs.back, levels) : Infinity;
  const isNotOfTorso = ({ y }: AuthoredEase) => y < torsoTo;
  return [
    ...(isWaist ? shapeWaist(runs, garment, body) : levels ? shapeTorso(runs, levels, body) : []),
    ...(levels && isKept ? drawOutLevels(runs.back, levels, body, isWaist) : []),
    ...(levels ? easeTightLevels(runs.back, levels, body).filter(isNotOfTorso) : []),
    ...sleeveEase(runs.back, body),
    ...armpitEase(runs.back),
    ...neckEase(runs, body),
  ];
}

function wornLevels(
  runs: readonly PanelRun[],
  category: Category,
  body: BodyMeasures,
  pieces: CrotchPieces | null,
): WornLevels | null {
  const inseam = runs.find((run) => run.kind === 'inseam' && run.side === 'left');
  const crotch = inseam ? inseam.points.at(-1)! : null;
  const added = (below: number) => (pieces ? addedToLeg(pieces, below) : 0);
  if (WAIST_CATEGORIES.has(category)) {
    const waist = draftedWaist(runs, body);
    return waist && { lift: waist.seat, from: -BELOW_WAIST, crotch, addedToLeg: added };
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
    addedToLeg: added,
  };
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
