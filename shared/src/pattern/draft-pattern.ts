import type { AvatarRecord } from '../body/avatar.ts';
import { type Ease, type FrontWear, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { StoredReading } from '../tryon/made-garment.ts';
import { type BodyMeasures, bodyMeasures } from './body-measures.ts';
import { draftCrotch } from './crotch-pieces.ts';
import { cutCrotchUp } from './cut-crotch.ts';
import { cutPieces } from './cut-pieces.ts';
import { deepenArmholes } from './deepen-armholes.ts';
import { draftEase } from './draft-ease.ts';
import { draftHood } from './draft-hood.ts';
import { type DraftScale, draftScale, type KnownSize } from './draft-scale.ts';
import { type FlatLevels, flatLevels } from './flat-levels.ts';
import { type FlatShape, flatShape } from './flat-shape.ts';
import { drawHiddenSides } from './hidden-sides.ts';
import { legAngle, sleeveAngle } from './limb-angles.ts';
import { laidOverBust, lengthenFront, overBust } from './over-bust.ts';
import { type PanelRun, panelRuns } from './panel-outlines.ts';
import type { Affine2, Pattern } from './pattern.ts';
import type { GarmentKind } from './scale-cues.ts';
import { undoSlant } from './slanted-camera.ts';
import { tightSleeves } from './sleeve-room.ts';
import { frontEdges } from './split-front.ts';
import { straightenLegs } from './straighten-legs.ts';
import { layStraight, straightenedSleeves } from './straighten-sleeves.ts';
import { draftUnroll, levelToPass, type SleeveWidening, unrolledX, type Wearer } from './unroll.ts';
import { draftLegUnroll } from './unroll-legs.ts';
import { deepestRise, draftedWaist, waistSeat } from './waist-seat.ts';

/** A known size keeps the garment as large as it is; without one it is sized to the body. */
export interface DraftOptions extends KnownSize {
  readonly ease: Ease;
  /** How a front that opens is worn; default `auto`: as the photo shows it. */
  readonly front?: FrontWear;
}

/** Sleeves steeper than this (radians below the horizontal) are widened sideways. */
const HANGING_SLEEVE = 1;
const MOST_WIDENING = 1.4;
/** Share of the upper arm's widening that the wrist takes at least, so that sleeves keep their taper. */
const WRIST_SHARE = 0.3;

/**
 * Drafts the flat two-panel pattern of a photographed garment, sized to a body: both panels are the
 * garment's outline, the front with its own neckline, sewn along shoulders, sides and inseams; a front
 * that opens is cut in two.
 * Drafting again for another body is how a garment is graded.
 *
 * @throws {InputError} `outline-crosses-itself`, `outline-incomplete`, `avatar-incomplete` or
 *   `size-unknown`.
 */
export function draftPattern(
  reading: StoredReading,
  body: AvatarRecord,
  options: DraftOptions,
): Pattern {
  const seen = flatShape(reading);
  const measures = bodyMeasures(body);
  const category = reading.category.value;
  const garment = { category, upper: reading.upper, ease: options.ease };
  const scale = draftScale(seen, garment, measures, reading.presentation, options);
  const levels = flatLevels(seen, category);
  const top = levels.top;
  const shape = WAIST_CATEGORIES.has(category)
    ? cutCrotchUp(
        seen,
        top,
        deepestRise(2 * levels.knownWidth * scale.x, measures) / scale.y,
        scale.x,
      )
    : seen;
  const hasLegsFromWaist = WAIST_CATEGORIES.has(category) && category !== 'skirt';
  // A known size is cut as it is: what is too small for the body is drawn out, never cut wider.
  const isKept = scale.source !== 'body';
  const wearer = { ...wearerOf(garment, levels, scale, measures), isKept };
  const hasFoldedLeg = reading.notices.some(({ code }) => code === 'folded-leg');
  const slant = undoSlant(seen, levels, reading);
  const placed = (sleeves: SleeveWidening) => {
    const unroll = hasLegsFromWaist
      ? draftLegUnroll(shape, levels, scale, (y) => levelToPass(wearer, y))
      : draftUnroll(seen, levels, scale, wearer, sleeves, slant);
    const toMetres = (x: number, y: number) => {
      const height = (y - top) * scale.y;
      return [unrolledX(unroll, x * scale.x, height), height] as const;
    };
    const runs = panelRuns(shape, toMetres, hasFoldedLeg);
    return { unroll, toMetres, runs: deepenArmholes(runs, measures) };
  };
  const narrow = placed({ arm: 1, wrist: 1 });
  const widening = sleeveWidening(narrow.runs.back, measures);
  const { unroll, toMetres, runs: drawn } = widening ? placed(widening) : narrow;
  const bust =
    levels.armpit === null || levels.crotch !== null
      ? null
      : overBust(
          measures,
          (levels.chestWidth / 2) * scale.x,
          reading.presentation.value === 'worn',
          (levels.bottom - top) * scale.y,
        );
  const sleeves = straightenedSleeves(drawn.back, measures, {
    graded: !isKept,
    worn: reading.presentation.value === 'worn',
  });
  const bodice = lengthenFront(drawn, bust);
  const { runs: flat, sides: hiddenSides } = drawHiddenSides(bodice, layStraight(bodice, sleeves));
  const hood = reading.hooded ? draftHood(flat, measures) : null;
  const straight = category === 'trousers' ? straightenLegs(flat) : null;
  const runs = hood?.runs ?? straight?.runs ?? flat;
  const toFront = (x: number, y: number) => {
    const [frontX, frontY] = toMetres(x, y);
    return [frontX, laidOverBust(bust, frontX, frontY)] as const;
  };
  const crotch = draftCrotch(runs, measures);
  const front = frontWorn(options.front ?? 'auto', reading.frontOpening);
  const photoFromPattern = photoAffine(reading, scale, top);
  const left = sleeveAngle(runs.back, 'left');
  const right = sleeveAngle(runs.back, 'right');
  const legLeft = legAngle(runs.back, 'left');
  const legRight = legAngle(runs.back, 'right');
  const sleeve = left ?? right;
  const leg = legLeft ?? legRight;
  return {
    schema: 1,
    category,
    upper: reading.upper,
    hooded: reading.hooded,
    ease: options.ease,
    ...cutPieces(
      crotch?.runs ?? runs,
      frontEdges(shape, toFront),
      front,
      {
        photoFromPattern,
        unroll,
        overBust: bust,
        sleeves,
        hiddenSides,
        hood: hood?.map ?? null,
        straightLegs: straight?.legs ?? null,
      },
      crotch,
    ),
    landmarks: patternLandmarks(shape, runs, toMetres),
    sleeveAngles: sleeve === null ? null : { left: left ?? sleeve, right: right ?? sleeve },
    legAngles: leg === null ? null : { left: legLeft ?? leg, right: legRight ?? leg },
    scale: {
      metresPerPixelX: scale.x,
      metresPerPixelY: scale.y,
      error: scale.heightError,
      widthError: scale.widthError,
      source: scale.source,
    },
    waistSeat: draftedWaist(runs.back, measures)?.seat ?? null,
    authoredEase: draftEase(runs, { ...garment, isKept }, measures, crotch),
  };
}

/** How high on the body the pattern will hang, and from where it must go round it. */
function wearerOf(
  garment: GarmentKind,
  levels: FlatLevels,
  scale: DraftScale,
  body: BodyMeasures,
): Omit<Wearer, 'isKept'> {
  if (WAIST_CATEGORIES.has(garment.category)) {
    const lift = waistSeat(2 * levels.knownWidth * scale.x, null, body);
    return { body, lift, from: 0, waist: true };
  }
  const lift = garment.upper === 'strapless' ? body.armpitHeight : body.neckSideHeight;
  return { body, lift, from: 0, waist: false };
}

/**
 * How sleeves that hang must be widened, sideways, to go round the arm; null where they need not.
 * Sleeves laid across are wide in height, which is left alone.
 */
function sleeveWidening(runs: readonly PanelRun[], measures: BodyMeasures): SleeveWidening | null {
  const angle = Math.min(sleeveAngle(runs, 'left') ?? 0, sleeveAngle(runs, 'right') ?? 0);
  if (angle < HANGING_SLEEVE) return null;
  const places = tightSleeves(runs, measures);
  if (places.length === 0) return null;
  const most = (onUpperArm: boolean) =>
    Math.max(0, ...places.filter((p) => p.onUpperArm === onUpperArm).map((p) => p.shortage));
  const arm = Math.min(MOST_WIDENING, 1 + most(true));
  const wrist = Math.min(MOST_WIDENING, 1 + Math.max(most(false), WRIST_SHARE * (arm - 1)));
  return { arm, wrist };
}

/** How a front that opens is worn: as it was asked for, or as the photo shows it. */
function frontWorn(asked: FrontWear, opening: StoredReading['frontOpening']): 'open' | 'closed' {
  return asked === 'auto' ? (opening?.shown ?? 'closed') : asked;
}

/** Pattern metres to working-image pixels: scaled back, then tilted as the garment lay. */
function photoAffine(
  reading: StoredReading,
  scale: { readonly x: number; readonly y: number },
  top: number,
): Affine2 {
  const cos = Math.cos(reading.axis.tilt);
  const sin = Math.sin(reading.axis.tilt);
  return [
    cos / scale.x,
    sin / scale.y,
    reading.axis.x + top * sin,
    sin / scale.x,
    -cos / scale.y,
    reading.axis.y - top * cos,
  ];
}

/**
 * The reading's landmarks, and the ends and middles of the runs: `neck-left`, `front-neck`,
 * `armpit-left`, `cuff-left` (middle), `hem-left`, `hem`, `waist-left`, `waist`, `crotch`, `leg-left`.
 */
function patternLandmarks(
  shape: FlatShape,
  runs: { readonly front: readonly PanelRun[]; readonly back: readonly PanelRun[] },
  toMetres: (x: number, y: number) => readonly [number, number],
): Record<string, readonly [number, number]> {
  const named: Record<string, readonly [number, number]> = {};
  for (const [name, point] of Object.entries(shape.landmarks)) {
    named[name] = toMetres(point[0], point[1]);
  }
  for (const run of runs.back) {
    const start = [run.points[0]!, run.points[1]!] as const;
    const end = [run.points.at(-2)!, run.points.at(-1)!] as const;
    const half = 2 * Math.floor(run.points.length / 4);
    const middle = [run.points[half]!, run.points[half + 1]!] as const;
    const suffix = run.side === 'centre' ? '' : `-${run.side}`;
    if (run.kind === 'cuff' || run.kind === 'armhole' || run.kind === 'leg') {
      named[`${run.kind}${suffix}`] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    }
    if (run.kind === 'neck' || run.kind === 'top' || run.kind === 'waist') {
      named[`${run.kind}-right`] = start;
      named[`${run.kind}-left`] = end;
      named[run.kind] = middle;
    }
    if (run.kind === 'hem') {
      named['hem-left'] = start;
      named['hem-right'] = end;
      named.hem = middle;
    }
    if (run.kind === 'side') named[`armpit${suffix}`] = run.side === 'left' ? start : end;
    if (run.kind === 'inseam' && run.side === 'left') named.crotch = end;
  }
  const frontNeck = runs.front.find((run) => run.kind === 'neck');
  if (frontNeck) {
    let lowest = 0;
    for (let i = 2; i < frontNeck.points.length; i += 2) {
      if (frontNeck.points[i + 1]! < frontNeck.points[lowest + 1]!) lowest = i;
    }
    named['front-neck'] = [frontNeck.points[lowest]!, frontNeck.points[lowest + 1]!];
  }
  return named;
}
