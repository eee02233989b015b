import { findSelfCrossing } from '../mesh/polygon.ts';
import type { BodyMeasures } from './body-measures.ts';
import { joinRuns, type PanelRun, type PanelRuns } from './panel-outlines.ts';
import type { HoodMap } from './pattern.ts';
import { runsAcross } from './run-points.ts';
import { OUTLINE_SPACING, smoothRun } from './smooth-run.ts';

/*
 * A hood that lies flat shows neither its depth nor how far it reaches over the head: it is folded,
 * as often as not crumpled. So its shape is drafted, to go over the wearer's head, and the photo gives
 * its cloth: each level of the drafted hood takes that of the photographed one.
 */

/** Lengths below are of a head that rises this far above the neck's sides, metres. */
const HEAD = 0.26;
/** Half the hood's width by height above the neck points: the seam beside the ears up to its end on the head's top. */
const SEAM: readonly (readonly [number, number])[] = [
  [0.112, 0.06],
  [0.128, 0.12],
  [0.127, 0.18],
  [0.113, 0.235],
  [0.09, 0.275],
  [0.064, 0.295],
];
/** The back's edge, from the end of that seam over the head to the forehead's middle. */
const BROW: readonly (readonly [number, number])[] = [
  [0.044, 0.31],
  [0.03, 0.331],
  [0.016, 0.35],
  [0, 0.356],
];
/** The front's edge, from the same end round the face to the throat. */
const FACE: readonly (readonly [number, number])[] = [
  [0.056, 0.272],
  [0.049, 0.24],
  [0.058, 0.17],
  [0.055, 0.1],
  [0.036, 0.045],
  [0, 0.024],
];
/** From this height on the hood is in the body's middle. */
const CENTRED = 0.12;
/** Corners of the drafted lines are rounded over this, metres. */
const ROUNDING = 0.012;
/** Levels of the map between hood and photo. */
const LEVELS = 24;
/** The photo's hood ends in a point or a thread; the highest level looked up is this share of its height. */
const HIGHEST = 0.97;

/** A garment's panels with a drafted hood, and where its cloth is on the photo. */
export interface DraftedHood {
  readonly runs: PanelRuns;
  readonly map: HoodMap;
}

/**
 * Gives a hooded garment a hood that goes over the wearer's head, in place of the photo's outline.
 *
 * @returns Null where the outline has no sides of a hood, or a panel would cross itself.
 */
export function draftHood(runs: PanelRuns, body: BodyMeasures): DraftedHood | null {
  const sides = { right: collarOf(runs.back, 'right'), left: collarOf(runs.back, 'left') };
  const neck = runs.back.find(({ kind }) => kind === 'neck');
  if (!sides.right || !sides.left || !neck) return null;
  const feet = {
    right: [sides.right.points[0]!, sides.right.points[1]!],
    left: [sides.left.points.at(-2)!, sides.left.points.at(-1)!],
  } as const;
  const middle = (feet.right[0] + feet.left[0]) / 2;
  const foot = Math.max(feet.right[1], feet.left[1]);
  const scale = (body.headTopHeight - body.neckSideHeight) / HEAD;
  // The head is in the middle, wherever the hood lay.
  const at = (side: 1 | -1, [x, y]: readonly [number, number]): number[] => [
    middle * Math.max(0, 1 - y / CENTRED) + side * scale * x,
    foot + scale * y,
  ];
  const line = (points: readonly (readonly number[])[]): Float64Array =>
    smoothRun(Float64Array.from(points.flat()), ROUNDING, OUTLINE_SPACING);
  const over = (shape: typeof BROW): Float64Array => {
    const end = SEAM.at(-1)!;
    const half = [end, ...shape];
    return line([
      ...half.map((point) => at(-1, point)),
      ...half
        .slice(0, -1)
        .toReversed()
        .map((point) => at(1, point)),
    ]);
  };
  const drafted: Record<string, Float64Array> = {
    right: line([feet.right, ...SEAM.map((point) => at(-1, point))]),
    left: line([...SEAM.toReversed().map((point) => at(1, point)), feet.left]),
  };
  const withHood = (panel: readonly PanelRun[], edge: typeof BROW): PanelRun[] =>
    panel.map((run) => {
      if (run.kind === 'neck') return { ...run, points: over(edge) };
      return run.kind === 'collar' ? { ...run, points: drafted[run.side]! } : run;
    });
  const back = withHood(runs.back, BROW);
  const front = withHood(runs.front, FACE);
  if (![back, front].every((panel) => findSelfCrossing(joinRuns(panel)) === null)) return null;
  const seen = [...sides.right.points, ...neck.points, ...sides.left.points];
  const made = [...drafted.right!, ...over(BROW), ...drafted.left!];
  const map = mapHood(made, seen, foot);
  return map && { runs: { back, front }, map };
}

function collarOf(runs: readonly PanelRun[], side: 'left' | 'right'): PanelRun | undefined {
  return runs.find((run) => run.kind === 'collar' && run.side === side);
}

/** Pairs the levels of two hoods above a level, each given as its outline, xy pairs. */
function mapHood(made: readonly number[], seen: readonly number[], from: number): HoodMap | null {
  const topOf = (outline: readonly number[]): number =>
    outline.reduce((top, y, i) => (i % 2 === 1 ? Math.max(top, y) : top), from);
  const [madeTop, seenTop] = [topOf(made), topOf(seen)];
  const rows: [number, number, number, number, number, number][] = [];
  for (let level = 0; level <= LEVELS; level++) {
    // Just above the feet both outlines still have two sides.
    const share = Math.min(HIGHEST, Math.max(0.01, level / LEVELS));
    const [y, seenY] = [from + share * (madeTop - from), from + share * (seenTop - from)];
    const [here, there] = [runsAcross(made, y), runsAcross(seen, seenY)];
    if (here.length === 0 || there.length === 0) return null;
    rows.push([y, here[0]![0], here.at(-1)![1], seenY, there[0]![0], there.at(-1)![1]]);
  }
  return { from, rows };
}

/** Where the photographed hood shows a point of the drafted one; metres, pattern frame. */
export function seenOnHood(
  hood: HoodMap | null | undefined,
  x: number,
  y: number,
): readonly [number, number] {
  if (!hood || y <= hood.from) return [x, y];
  const { rows } = hood;
  let k = 1;
  while (k < rows.length - 1 && rows[k]![0] < y) k++;
  const [below, above] = [rows[k - 1]!, rows[k]!];
  const share = (y - below[0]) / Math.max(1e-9, above[0] - below[0]);
  const between = (column: 1 | 2 | 3 | 4 | 5): number =>
    below[column] + share * (above[column] - below[column]);
  const [right, left] = [between(1), between(2)];
  const [seenRight, seenLeft] = [between(4), between(5)];
  const across = (x - right) / Math.max(1e-9, left - right);
  // Beyond the last level both go on as before, but never to the other side of a point.
  return [seenRight + across * Math.max(0, seenLeft - seenRight), between(3)];
}
