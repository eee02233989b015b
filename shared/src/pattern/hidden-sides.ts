import { hypotenuse } from '../math/hypotenuse.ts';
import { findSelfCrossing } from '../mesh/polygon.ts';
import { joinRuns, type PanelRun, type PanelRuns } from './panel-outlines.ts';
import type { HiddenSide } from './pattern.ts';
import { reverseRun } from './run-points.ts';
import { OUTLINE_SPACING, resampleRun } from './smooth-run.ts';

/*
 * A sleeve that is laid on the body hides the torso's side: the cut along the sleeve's inner edge is
 * taken for it, and below the cuff, where the true side comes out, the hem would stand out like wings.
 * The side is drawn straight to there from the armpit, or, where the sleeve lies apart above, from where
 * it comes to lie on the side. Its cloth, which the photo does not show, is that beside it, as in a mirror.
 */

/** A sleeve no further than this from the side lies on or against it, metres. */
const AGAINST = 0.015;
/** Share of the side above the place where it comes out along which the sleeve must lie so. */
const HIDDEN_SHARE = 0.6;
/** Less hidden cloth than this leaves no wing, metres. */
const SMALLEST = 0.015;
/** A side leans outwards by no more than this (metres a metre): more is a misread cuff. */
const STEEPEST = 0.4;
/** Shares of the hidden cloth that are tried where the sleeve, laid out, leaves too little room. */
const SHARES = [1, 0.7, 0.4] as const;

export interface DrawnSides {
  readonly runs: PanelRuns;
  readonly sides: readonly HiddenSide[];
}

/**
 * Draws the sides that sleeves hide.
 *
 * @param seen Runs as the photo shows them, sleeves where they lie.
 * @param laid The same with the sleeves out of the way: see straighten-sleeves.ts.
 */
export function drawHiddenSides(seen: PanelRuns, laid: PanelRuns): DrawnSides {
  let runs = laid;
  const sides: HiddenSide[] = [];
  for (const side of ['left', 'right'] as const) {
    const hidden = hiddenSide(seen.back, side);
    if (hidden === null) continue;
    for (const share of SHARES) {
      const drawn = draw(runs, hidden, share);
      if ([drawn.back, drawn.front].some((panel) => findSelfCrossing(joinRuns(panel)))) continue;
      runs = drawn;
      sides.push(mapOf(hidden));
      break;
    }
  }
  return { runs, sides };
}

/** What a point beyond the seen edge of a hidden side is taken for: the cloth beside that edge, mirrored, or the edge itself. */
export type BeyondSide = 'mirrored' | 'edge';

/** Moves a point of a panel as it is cut that lies beyond a hidden side's seen edge back; pattern frame, in place. */
export function seenBesideSides(
  sides: readonly HiddenSide[] | null | undefined,
  at: { [index: number]: number },
  taken: BeyondSide = 'mirrored',
): void {
  for (const { side, rows } of sides ?? []) {
    const sign = side === 'left' ? 1 : -1;
    const y = at[1]!;
    if (y > rows[0]![0] || y < rows.at(-1)![0]) continue;
    let k = 1;
    while (k < rows.length - 1 && y < rows[k]![0]) k++;
    const [fromY, fromX] = rows[k - 1]!;
    const [toY, toX] = rows[k]!;
    const edge = fromX + ((toX - fromX) * (fromY - y)) / (fromY - toY);
    const beyond = sign * (at[0]! - edge);
    if (beyond > 0) at[0] = taken === 'edge' ? edge : edge - sign * beyond;
  }
}

interface Hidden {
  readonly side: 'left' | 'right';
  /** Of the side run, from where the sleeve hides it to where it comes out below the sleeve, xy pairs. */
  readonly covered: Float64Array;
  /** Where in `points` that begins. */
  readonly from: number;
  /** Of the run, from the armpit. */
  readonly points: Float64Array;
}

/** The part of a side that a sleeve covers; null where none does. */
function hiddenSide(runs: readonly PanelRun[], side: 'left' | 'right'): Hidden | null {
  const edge = (kind: PanelRun['kind']): Float64Array | null => {
    const run = runs.find((candidate) => candidate.kind === kind && candidate.side === side);
    return run ? Float64Array.from(run.points) : null;
  };
  const [run, underarm, cuff] = [edge('side'), edge('underarm'), edge('cuff')];
  if (run === null || underarm === null) return null;
  const points = side === 'left' ? run : reverseRun(run);
  const sign = side === 'left' ? 1 : -1;
  const against = whereAgainst(points, [underarm, cuff ?? underarm]);
  for (let from = 0; from < points.length; from += 2) {
    const begins = from === 0 || (against[from / 2] === 1 && against[from / 2 - 1] === 0);
    if (!begins) continue;
    const out = comesOutAt(points, from, sign);
    const covered = points.slice(from, out + 2);
    if (out === from || depthBehind(covered, sign) < SMALLEST) continue;
    const hidden = against.subarray(from / 2, out / 2 + 1);
    const share = hidden.reduce((sum, near) => sum + near, 0) / hidden.length;
    if (share >= HIDDEN_SHARE) return { side, covered, from, points };
  }
  return null;
}

/** 1 for each point of a run that an edge of the sleeve lies against, 0 for the others. */
function whereAgainst(run: Float64Array, edges: readonly Float64Array[]): Uint8Array {
  const isNear = (x: number, y: number, edge: Float64Array): boolean => {
    for (let j = 0; j < edge.length; j += 2) {
      if (hypotenuse(x - edge[j]!, y - edge[j + 1]!) <= AGAINST) return true;
    }
    return false;
  };
  return Uint8Array.from({ length: run.length / 2 }, (_, i) =>
    edges.some((edge) => isNear(run[2 * i]!, run[2 * i + 1]!, edge)) ? 1 : 0,
  );
}

/** Index of the point that is furthest out as seen from the one where the sleeve begins to hide the side: the side's own line goes there. */
function comesOutAt(points: Float64Array, from: number, sign: 1 | -1): number {
  let out = from;
  let lean = Number.NEGATIVE_INFINITY;
  for (let i = from + 2; i < points.length; i += 2) {
    const down = points[from + 1]! - points[i + 1]!;
    if (down < AGAINST) continue;
    const here = (sign * (points[i]! - points[from]!)) / down;
    if (here >= lean) {
      lean = here;
      out = i;
    }
  }
  return lean > STEEPEST ? from : out;
}

/** How far the line from a run's start to its end lies outside of it at most, metres across. */
function depthBehind(run: Float64Array, sign: 1 | -1): number {
  let most = 0;
  for (let i = 0; i < run.length; i += 2) {
    most = Math.max(most, sign * (lineAt(run, run[i + 1]!) - run[i]!));
  }
  return most;
}

/** x of the line from a run's start to its end at a level. */
function lineAt(run: Float64Array, y: number): number {
  const t = (run[1]! - y) / (run[1]! - run.at(-1)!);
  return run[0]! + t * (run.at(-2)! - run[0]!);
}

function draw(runs: PanelRuns, { side, covered, from, points }: Hidden, share: number): PanelRuns {
  const sign = side === 'left' ? 1 : -1;
  const outside = Float64Array.from(points);
  const to = from + covered.length;
  for (let i = from; i < to; i += 2) {
    const lack = sign * (lineAt(covered, points[i + 1]!) - points[i]!);
    outside[i] = points[i]! + sign * share * Math.max(0, lack);
  }
  // Where the cut turned outwards under the cuff its points now lie on one another.
  const kept: number[] = [];
  for (let i = 0; i < outside.length; i += 2) {
    const doubles = i > from && i < to && outside[i + 1]! >= kept.at(-1)!;
    if (!doubles) kept.push(outside[i]!, outside[i + 1]!);
  }
  const even = resampleRun(kept, OUTLINE_SPACING);
  const drawn = side === 'left' ? even : reverseRun(even);
  const replaced = (run: PanelRun): PanelRun =>
    run.kind === 'side' && run.side === side ? { ...run, points: drawn } : run;
  return { back: runs.back.map(replaced), front: runs.front.map(replaced) };
}

/** What the photo shows of a hidden side, level by level. */
function mapOf({ side, covered }: Hidden): HiddenSide {
  const rows: [number, number][] = [];
  for (let i = 0; i < covered.length; i += 2) {
    const last = rows.at(-1);
    if (!last || covered[i + 1]! < last[0]) rows.push([covered[i + 1]!, covered[i]!]);
  }
  return { side, rows };
}
