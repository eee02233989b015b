import { InputError } from '../job/input-error.ts';
import { findSelfCrossing } from '../mesh/polygon.ts';
import type { ArcKind, Side } from '../reading/garment-reading.ts';
import { collarParts, turtleneckParts } from './collar-seams.ts';
import { cutSpurs } from './cut-spurs.ts';
import { endSeamAtTurn } from './end-seam.ts';
import { fitNeckline } from './fit-neckline.ts';
import type { FlatShape } from './flat-shape.ts';
import { roundConcaveCorner } from './round-corner.ts';
import { reverseRun } from './run-points.ts';
import { OUTLINE_SPACING, smoothRun } from './smooth-run.ts';

/** What a run of a panel's outline is: a run of the garment's, an edge of its open front, a side of its standing collar, an edge along which a crotch piece is let in. */
export type RunKind = ArcKind | 'front' | 'collar' | 'crotch';

/** A run of a panel's outline, metres. */
export interface PanelRun {
  readonly kind: RunKind;
  readonly side: Side;
  /** xy pairs, ends included. */
  readonly points: Float64Array;
}

export interface PanelRuns {
  /** The whole outline: the back, whose neckline is the garment's upper edge. */
  readonly back: readonly PanelRun[];
  /** The same with the front's own neckline, waist and hem. */
  readonly front: readonly PanelRun[];
}

export const SEAM_ARCS: ReadonlySet<RunKind> = new Set([
  'shoulder',
  'underarm',
  'side',
  'outseam',
  'inseam',
  'collar',
  'crotch',
]);

/** Openings at whose corners photos round an outline. Necks and armholes are round themselves, waists grip; from its cuff's corners a sleeve is cut straight, and parted elsewhere one of 66 photos kept its bend. */
const ROUNDED: readonly RunKind[] = ['hem', 'leg'];

/** Smoothing along the outline, metres: removes pixel steps and loose threads, keeps what is sewn. */
const SEAM_SMOOTHING = 0.004;
const OPENING_SMOOTHING = 0.006;
/** Distance over which a concave corner between seams is rounded (2 to 3 cm keep the strain there bearable). */
const CORNER_REACH = 0.025;
/** Smoothing is raised by this factor, so many times, while an outline crosses itself. */
const SMOOTHER_STEP = 2;
const SMOOTHER_TRIES = 3;

/**
 * Smoothed outlines of the front and the back panel, metres. Both have the very same points along
 * every run but the neck, waist and hem. A front's own edge that cannot be kept inside gives way to
 * the back's.
 *
 * @param toMetres Places an upright pixel in the pattern frame.
 * @param hasFoldedLeg Legs are cut straight from the corners that were read: a fold's turn is not the opening's.
 * @throws {InputError} `outline-crosses-itself`
 */
export function panelRuns(
  shape: FlatShape,
  toMetres: (x: number, y: number) => readonly [number, number],
  hasFoldedLeg = false,
): PanelRuns {
  const turning = new Set(ROUNDED.filter((kind) => kind !== 'leg' || !hasFoldedLeg));
  let smoothing = 1;
  for (let attempt = 0; attempt < SMOOTHER_TRIES; attempt++) {
    const whole = smoothRuns(shape, toMetres, smoothing, turning);
    const { back, neckline } = partCollar(whole, scaledNeckline(shape, toMetres, whole));
    const necked = replaceNeck(back, neckline);
    const front = replaceInsideEdges(necked, shape, toMetres);
    if (isSimple(back)) return { back, front: [front, necked].find(isSimple) ?? back };
    smoothing *= SMOOTHER_STEP;
  }
  throw new InputError(
    'outline-crosses-itself',
    'The outline read from the photo crosses itself, so no panel can be cut from it. ' +
      'Lay the garment flat with its parts apart, or choose the category.',
  );
}

/** The points of runs joined into one closed outline, xy pairs. */
export function joinRuns(runs: readonly PanelRun[]): number[] {
  const outline: number[] = [];
  for (const run of runs) {
    for (let i = 0; i < run.points.length - 2; i++) outline.push(run.points[i]!);
  }
  return outline;
}

function isSimple(runs: readonly PanelRun[]): boolean {
  return findSelfCrossing(joinRuns(runs)) === null;
}

function smoothRuns(
  shape: FlatShape,
  toMetres: (x: number, y: number) => readonly [number, number],
  factor: number,
  turning: ReadonlySet<RunKind>,
): PanelRun[] {
  const runs = shape.arcs.map(
    ({ kind, side, points }): { -readonly [K in keyof PanelRun]: PanelRun[K] } => {
      const drawn = scalePoints(points, toMetres);
      return {
        kind,
        side,
        points: SEAM_ARCS.has(kind)
          ? smoothRun(cutSpurs(drawn), factor * SEAM_SMOOTHING, OUTLINE_SPACING)
          : smoothRun(drawn, factor * OPENING_SMOOTHING, OUTLINE_SPACING),
      };
    },
  );
  runs.forEach((run, i) => {
    const following = runs[(i + 1) % runs.length]!;
    if (SEAM_ARCS.has(run.kind) && SEAM_ARCS.has(following.kind)) {
      const rounded = roundConcaveCorner(run.points, following.points, CORNER_REACH);
      run.points = rounded.before;
      following.points = rounded.after;
    } else if (SEAM_ARCS.has(run.kind) && turning.has(following.kind)) {
      const parted = endSeamAtTurn(run.points, following.points);
      run.points = parted.seam;
      following.points = parted.opening;
    } else if (turning.has(run.kind) && SEAM_ARCS.has(following.kind)) {
      const parted = endSeamAtTurn(reverseRun(following.points), reverseRun(run.points));
      following.points = reverseRun(parted.seam);
      run.points = reverseRun(parted.opening);
    }
  });
  return runs;
}

/** The front's neckline in the pattern frame; its ends are the outline's own, so that shoulder seams end alike. */
function scaledNeckline(
  shape: FlatShape,
  toMetres: (x: number, y: number) => readonly [number, number],
  back: readonly PanelRun[],
): Float64Array | null {
  const neck = back.find((run) => run.kind === 'neck');
  if (shape.frontNeckline === null || !neck) return null;
  const points = scalePoints(shape.frontNeckline, toMetres);
  points.set(neck.points.subarray(0, 2));
  points.set(neck.points.subarray(-2), points.length - 2);
  return points;
}

/** Takes the sides of a standing collar out of the neck's run; the runs begin with the neck as before. */
function partCollar(
  back: readonly PanelRun[],
  neckline: Float64Array | null,
): { readonly back: readonly PanelRun[]; readonly neckline: Float64Array | null } {
  const [neck, ...others] = back;
  if (neck?.kind !== 'neck') return { back, neckline };
  const parts = neckline ? collarParts(neck.points, neckline) : turtleneckParts(neck.points);
  if (parts === null) return { back, neckline };
  return {
    back: [
      { ...neck, points: parts.backNeck },
      { kind: 'collar', side: 'left', points: parts.left },
      ...others,
      { kind: 'collar', side: 'right', points: parts.right },
    ],
    neckline: parts.frontNeck,
  };
}

function replaceNeck(back: readonly PanelRun[], neckline: Float64Array | null): PanelRun[] {
  return back.map((run) => {
    if (run.kind !== 'neck' || neckline === null) return run;
    const smooth = smoothRun(neckline, OPENING_SMOOTHING, OUTLINE_SPACING);
    if (isSimple(back.map((other) => (other === run ? { ...run, points: smooth } : other)))) {
      return { ...run, points: smooth };
    }
    const fitted = fitNeckline(smooth, run.points, joinRuns(back));
    return { ...run, points: smoothRun(fitted, OPENING_SMOOTHING, OUTLINE_SPACING) };
  });
}

/** Gives the front its own waist and hem, each from the outline's corner to its corner. */
function replaceInsideEdges(
  front: readonly PanelRun[],
  { frontWaist, frontHem }: FlatShape,
  toMetres: (x: number, y: number) => readonly [number, number],
): readonly PanelRun[] {
  return front.map((run) => {
    // Both are read from right to left, as the waist's run goes; the hem's goes the other way.
    const own =
      run.kind === 'waist'
        ? frontWaist
        : run.kind === 'hem' && frontHem
          ? reverseRun(frontHem)
          : null;
    if (own === null) return run;
    const points = scalePoints(own, toMetres);
    points.set(run.points.subarray(0, 2));
    points.set(run.points.subarray(-2), points.length - 2);
    return { ...run, points: smoothRun(points, OPENING_SMOOTHING, OUTLINE_SPACING) };
  });
}

function scalePoints(
  points: ArrayLike<number>,
  toMetres: (x: number, y: number) => readonly [number, number],
): Float64Array {
  const scaled = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = toMetres(points[i]!, points[i + 1]!);
    scaled[i] = x;
    scaled[i + 1] = y;
  }
  return scaled;
}
