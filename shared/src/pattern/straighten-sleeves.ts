import { hypotenuse } from '../math/hypotenuse.ts';
import { findSelfCrossing } from '../mesh/polygon.ts';
import type { BodyMeasures } from './body-measures.ts';
import { joinRuns, type PanelRun, type PanelRuns, type RunKind } from './panel-outlines.ts';
import type { SleeveLay, SleeveRung } from './pattern.ts';
import { reverseRun, runLength } from './run-points.ts';
import { laidOnSleeve, seenOnSleeves } from './sleeve-lay.ts';
import { sleeveWidthFor } from './sleeve-room.ts';
import { OUTLINE_SPACING, smoothRun } from './smooth-run.ts';

/*
 * A sleeve is a straight tube. Laid down beside the garment it is bent: the outer edge goes round the
 * bend as long as it is, the inner one lies in folds and looks too short. Cut along that outline it
 * would be a bow for ever, whose outer edge stands off a worn arm in lumps. So the sleeve is cut
 * straight, in the direction in which its upper part lies, as wide and on its outer edge as long as the photo shows it.
 */

/** Degrees below the horizontal between which a straightened sleeve's over-arm edge runs: as the avatars hold their arms, and steeper. */
const DIRECTIONS = [45, 57.5] as const;
/** Sleeves that would be cut otherwise by less than this everywhere stay as they are, metres. */
const SMALLEST_MOVE = 0.02;
/** A sleeve reaches past the wrist bone by this at most, metres. */
const OVER_WRIST = 0.01;
/** A longer sleeve is cut shorter, but not below this share of what the photo shows. */
const SHORTEST = 0.72;
/** Rungs a sleeve is laid out by; fewer where its outline is too ragged for so many. */
const RUNGS = [16, 10, 6, 4] as const;
/**
 * Where on the way from the shoulder's end to the place above the armpit the first rung is tried. A
 * sleeve laid along the side leaves the line from shoulder to armpit inwards.
 */
const FIRST_RUNGS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
/** Sine of the sharpest corner between a rung and an edge. */
const SHARPEST = 0.2;
/** A sleeve too narrow for the arm is widened by up to this factor: length, which ease would add as well, has nowhere to go. */
const MOST_WIDENING = 1.35;
/** Metres of under-arm edge over which the armhole's width goes over into the sleeve's. */
const BLEND = 0.05;
/**
 * How far a ragged outline may bulge past the rungs, and how near to where the photo shows them its
 * points must be led back, metres: the strictest that a sleeve can hold.
 */
const TOLERANCES = [
  { bulge: 0.004, astray: 0.006 },
  { bulge: 0.012, astray: 0.006 },
  { bulge: 0.004, astray: 0.012 },
  { bulge: 0.012, astray: 0.012 },
  { bulge: 0.025, astray: 0.02 },
] as const;
/** Rungs lie on a grid of so many steps a metre: a power of two, so that rounding is exact. */
const GRID = 2 ** 18;
/** Smoothing along the edges laid out straight, metres. */
const SMOOTHING = 0.004;
/** Every so many outline points (5 mm apart) a coarse mesh keeps at least one. */
const COARSE = 3;
/** Shortest over-arm edge beyond the shoulder that is a sleeve, metres. */
const SHORTEST_SLEEVE = 0.08;

const SLEEVE_RUNS: ReadonlySet<RunKind> = new Set(['shoulder', 'cuff', 'underarm']);

type Point = readonly [number, number];

/** What decides how long a sleeve is cut. */
export interface SleevedGarment {
  /** Whether it is sized to the wearer: then its sleeves end at their wrists. */
  readonly graded: boolean;
  /** Whether the photo shows it worn: then a sleeve's outer edge bulges, and its middle line is its length. */
  readonly worn: boolean;
}

/** How the sleeves of a garment are cut: straight, and no longer than the wearer's arm where it is graded to them. */
export function straightenedSleeves(
  runs: readonly PanelRun[],
  body: BodyMeasures,
  garment: SleevedGarment,
): SleeveLay[] {
  return (['left', 'right'] as const)
    .map((side) => straightenedSleeve(runs, side, body, garment))
    .filter((lay) => lay !== null);
}

/** Moves the edges of sleeves to where they are cut; both panels alike. */
export function layStraight(runs: PanelRuns, sleeves: readonly SleeveLay[]): PanelRuns {
  return { back: layRuns(runs.back, sleeves), front: layRuns(runs.front, sleeves) };
}

function layRuns(runs: readonly PanelRun[], sleeves: readonly SleeveLay[]): readonly PanelRun[] {
  return runs.map((run) => {
    const sleeve = sleeves.find(({ side }) => side === run.side);
    if (!sleeve || !SLEEVE_RUNS.has(run.kind)) return run;
    const points = run.points.slice();
    const at = [0, 0];
    for (let i = 0; i < points.length; i += 2) {
      at[0] = points[i]!;
      at[1] = points[i + 1]!;
      laidOnSleeve(sleeve, at);
      points.set(at, i);
    }
    // What a bend drew together or apart is spaced evenly again; ragged edges must not fold over.
    return { ...run, points: smoothRun(points, SMOOTHING, OUTLINE_SPACING) };
  });
}

function straightenedSleeve(
  runs: readonly PanelRun[],
  side: 'left' | 'right',
  body: BodyMeasures,
  { graded, worn }: SleevedGarment,
): SleeveLay | null {
  const edge = (kind: PanelRun['kind']) => {
    const run = runs.find((candidate) => candidate.kind === kind && candidate.side === side);
    return run?.points ?? null;
  };
  const shoulder = edge('shoulder');
  const underarm = edge('underarm');
  if (!shoulder || !underarm || !edge('cuff')) return null;
  const outwards = side === 'left' ? 1 : -1;
  // Both walked from the body to the cuff.
  const over = beyondShoulder(side === 'left' ? shoulder : reverseRun(shoulder), body.shoulderX);
  const under = side === 'left' ? reverseRun(underarm) : underarm;
  const length = runLength(over);
  if (length < SHORTEST_SLEEVE) return null;

  const start: Point = [over[0]!, over[1]!];
  const armpit: Point = [under[0]!, under[1]!];
  const below = ([x, y]: Point) => degrees(Math.atan2(start[1] - y, outwards * (x - start[0])));
  const depth = Math.hypot(armpit[0] - start[0], armpit[1] - start[1]);
  const nearest = nearestTo(over, armpit);
  const room = Math.hypot(over[nearest]! - armpit[0], over[nearest + 1]! - armpit[1]);
  const [flattest, steepest] = DIRECTIONS;
  const unsheared = below(armpit) - degrees(Math.asin(Math.min(1, room / depth)));
  const seen = below([over.at(-2)!, over.at(-1)!]);
  const direction = Math.min(seen, steepest, Math.max(flattest, unsheared));
  const angle = (-direction * Math.PI) / 180;
  const towards: Point = [outwards * Math.cos(angle), Math.sin(angle)];
  const lead = (armpit[0] - start[0]) * towards[0] + (armpit[1] - start[1]) * towards[1];
  const shown = worn ? Math.min(length, (length + lead + runLength(under)) / 2) : length;
  const needed = graded ? body.sleeveReach + OVER_WRIST : shown;
  const cutLength = Math.max(SHORTEST * length, Math.min(shown, needed));

  for (const { bulge, astray } of TOLERANCES) {
    for (const share of FIRST_RUNGS) {
      const from = Math.round((share * nearest) / 2) * 2;
      const before = runLength(over.subarray(0, from + 2));
      for (const count of RUNGS) {
        const rungs = ladder(
          { over: over.subarray(from), under, towards, length: cutLength - before, body },
          count,
        );
        if (!isLadder(rungs, outwards)) continue;
        if (!moves(rungs)) return null;
        const sleeve = { side, rungs, bulge };
        if (findsBack(runs, sleeve, astray) && isSewable(layRuns(runs, [sleeve]))) return sleeve;
      }
    }
  }
  return null;
}

/** Whether the edges of a sleeve and of the side below it are led back to where the photo shows them. */
function findsBack(runs: readonly PanelRun[], sleeve: SleeveLay, astray: number): boolean {
  const at = [0, 0];
  return runs.every(({ kind, side, points }) => {
    const onSleeve = SLEEVE_RUNS.has(kind);
    if (side !== sleeve.side || !(onSleeve || kind === 'side')) return true;
    for (let i = 0; i < points.length; i += 2) {
      at[0] = points[i]!;
      at[1] = points[i + 1]!;
      if (onSleeve) laidOnSleeve(sleeve, at);
      seenOnSleeves([sleeve], at);
      if (Math.hypot(at[0]! - points[i]!, at[1]! - points[i + 1]!) > astray) return false;
    }
    return true;
  });
}

/** Whether an outline is simple, at the spacing of coarse meshes too. */
function isSewable(runs: readonly PanelRun[]): boolean {
  const outline = joinRuns(runs);
  const coarse = outline.filter((_, i) => ((i / 2) | 0) % COARSE === 0);
  return findSelfCrossing(outline) === null && findSelfCrossing(coarse) === null;
}

/** Whether a ladder changes a sleeve by more than the cloth would not show anyway. */
function moves(rungs: readonly SleeveRung[]): boolean {
  return rungs.some(({ seen, laid }) =>
    seen.some((coordinate, i) => Math.abs(coordinate - laid[i]!) > SMALLEST_MOVE),
  );
}

/** What a straight sleeve is laid out from. */
interface SleeveEdges {
  readonly over: Float64Array;
  readonly under: Float64Array;
  /** Unit direction of the straight over-arm edge. */
  readonly towards: Point;
  /** Of that edge, metres. */
  readonly length: number;
  readonly body: BodyMeasures;
}

/** Rungs from a sleeve's edges to a straight sleeve that begins with the same rung. */
function ladder(
  { over, under, towards: [ex, ey], length, body }: SleeveEdges,
  count: number,
): SleeveRung[] {
  const outwards = Math.sign(ex);
  // Square to the sleeve, towards the under-arm edge.
  const nx = outwards * ey;
  const ny = -outwards * ex;
  const dx = under[0]! - over[0]!;
  const dy = under[1]! - over[1]!;
  const lead = dx * ex + dy * ey;
  const widths = sleeveWidths(over, under, count);
  const first = dx * nx + dy * ny;
  return Array.from({ length: count + 1 }, (_, k) => {
    const u = k / count;
    const [ox, oy] = pointAtShare(over, u);
    const [ux, uy] = pointAtShare(under, u);
    const seen = onGrid(ox, oy, ux, uy);
    if (k === 0) return { seen, laid: seen };
    const fromArmpit = u * (length - lead);
    // The armhole's own width is the torso's; it goes over into the sleeve's.
    const shown = widths[k]! + (1 - u) * (first - widths[0]!);
    const lack = Math.min(MOST_WIDENING * shown, sleeveWidthFor(body, fromArmpit)) - shown;
    const across = shown + Math.max(0, lack) * Math.min(1, fromArmpit / BLEND);
    const along = lead * (1 - u);
    const x = over[0]! + u * length * ex;
    const y = over[1]! + u * length * ey;
    const laid = onGrid(x, y, x + along * ex + across * nx, y + along * ey + across * ny);
    return { seen, laid };
  });
}

/** Engines' sines differ in the last bit; see round-reading.ts. */
function onGrid(...ends: readonly [number, number, number, number]): SleeveRung['seen'] {
  const rounded = (value: number): number => Math.round(value * GRID) / GRID;
  const [ox, oy, ux, uy] = ends;
  return [rounded(ox), rounded(oy), rounded(ux), rounded(uy)];
}

/** From the under-arm edge to the nearest point of the over-arm one at each rung, smoothed: wide where the sleeve is, not where it bends. */
function sleeveWidths(over: Float64Array, under: Float64Array, count: number): number[] {
  const widths = Array.from({ length: count + 1 }, (_, k) => {
    const [x, y] = pointAtShare(under, k / count);
    const nearest = nearestTo(over, [x, y]);
    return Math.hypot(over[nearest]! - x, over[nearest + 1]! - y);
  });
  return widths.map(
    (width, k) => (width + (widths[k - 1] ?? width) + (widths[k + 1] ?? width)) / 3,
  );
}

/** Whether the strips between rungs are clear of each other, in both frames. */
function isLadder(rungs: readonly SleeveRung[], outwards: 1 | -1): boolean {
  return rungs.every((rung, k) => {
    const next = rungs[k + 1];
    if (!next) return true;
    return (['seen', 'laid'] as const).every((frame) => {
      const [ox, oy, ux, uy] = rung[frame];
      const [px, py, qx, qy] = next[frame];
      // Sines of the corners between the rungs and the edges.
      const corner = (ax: number, ay: number, bx: number, by: number) =>
        (outwards * (ax * by - ay * bx)) / (Math.hypot(ax, ay) * Math.hypot(bx, by));
      return (
        corner(ux - ox, uy - oy, px - ox, py - oy) > SHARPEST &&
        corner(ux - ox, uy - oy, qx - ux, qy - uy) > SHARPEST &&
        corner(qx - px, qy - py, px - ox, py - oy) > SHARPEST &&
        corner(qx - px, qy - py, qx - ux, qy - uy) > SHARPEST
      );
    });
  });
}

/** The over-arm edge from the shoulder's end on. */
function beyondShoulder(over: Float64Array, shoulderX: number): Float64Array {
  let i = 0;
  while (i + 4 < over.length && Math.abs(over[i]!) < shoulderX) i += 2;
  return over.subarray(i);
}

/** Where in a run its point nearest to a place begins. */
function nearestTo(points: Float64Array, [x, y]: Point): number {
  let nearest = 0;
  const away = (i: number) => (points[i]! - x) ** 2 + (points[i + 1]! - y) ** 2;
  for (let i = 2; i < points.length; i += 2) if (away(i) < away(nearest)) nearest = i;
  return nearest;
}

/** The point at a share of a run's length. */
function pointAtShare(points: Float64Array, share: number): Point {
  const goal = share * runLength(points);
  let along = 0;
  for (let i = 2; i < points.length; i += 2) {
    const dx = points[i]! - points[i - 2]!;
    const dy = points[i + 1]! - points[i - 1]!;
    const step = hypotenuse(dx, dy);
    if (along + step >= goal) {
      const t = step > 0 ? (goal - along) / step : 0;
      return [points[i - 2]! + t * dx, points[i - 1]! + t * dy];
    }
    along += step;
  }
  return [points.at(-2)!, points.at(-1)!];
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
