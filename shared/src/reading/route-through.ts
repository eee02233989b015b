import { findSelfCrossing } from '../outline/self-crossing.ts';
import type { ArcStart } from './assemble-arcs.ts';
import type { MarkedPoint } from './read-arcs.ts';

/** An outline with the corners on it, by point number. */
export interface MarkedOutline {
  /** xy pairs, closed, simple, clockwise on screen. */
  readonly outline: Float64Array;
  readonly starts: readonly ArcStart[];
  readonly landmarks: readonly MarkedPoint[];
}

/** A place nearer than this to the outline, pixels, only bends it; a farther one is reached by a wedge. */
const BEND = 12;
/** Half a wedge's base beside its height. */
const WEDGE_BASE = 0.6;
/** Half the outline that bends along, beside the distance it is moved. */
const BEND_REACH = 2;

/**
 * Leads an outline through a place that one of its corners was moved to: it is bent where the place
 * lies near, cut in or drawn out to it where it lies farther away; all corners stay in order. Where
 * that would make the outline cross itself, the corner goes to the nearest outline point instead.
 *
 * @param name Of the landmark.
 * @param x Where it was moved to, in the outline's pixels; `y` likewise.
 * @param inside Whether the place lies on the garment.
 * @returns The outline unchanged when it has no such landmark.
 */
export function routeThrough(
  marked: MarkedOutline,
  name: string,
  x: number,
  y: number,
  inside: boolean,
): MarkedOutline {
  const mark = marked.landmarks.find((landmark) => landmark.name === name);
  if (!mark) return marked;
  const free = freeRun(marked, mark.point);
  const nearest = nearestOf(marked.outline, free, x, y);
  const bent = nearest.distance <= BEND ? bend(marked, free, nearest.step, x, y) : null;
  if (bent && !findSelfCrossing(bent)) {
    return moveCorner({ ...marked, outline: bent }, mark.point, free[nearest.step]!);
  }
  if (nearest.distance > BEND) {
    for (const width of [1, 2, 0.5]) {
      const wedged = wedge(marked, mark.point, free, x, y, inside, width);
      if (!findSelfCrossing(wedged.outline)) return wedged;
    }
  }
  return moveCorner(marked, mark.point, free[nearest.step]!);
}

/** Outline points between the corners before and after one, in outline order, without those two. */
function freeRun({ outline, starts, landmarks }: MarkedOutline, point: number): number[] {
  const count = outline.length / 2;
  let before = count;
  let after = count;
  for (const { point: other } of [...starts, ...landmarks]) {
    if (other === point) continue;
    before = Math.min(before, (point - other + count) % count);
    after = Math.min(after, (other - point + count) % count);
  }
  const run: number[] = [];
  for (let k = 1 - before; k < after; k++) run.push((point + k + count) % count);
  return run;
}

interface Nearest {
  /** Place in the run. */
  readonly step: number;
  readonly distance: number;
}

function nearestOf(
  outline: Float64Array,
  run: readonly number[],
  x: number,
  y: number,
  from = 0,
  to = run.length - 1,
): Nearest {
  let best: Nearest = { step: from, distance: Infinity };
  for (let step = from; step <= to; step++) {
    const i = run[step]!;
    const distance = Math.hypot(outline[i * 2]! - x, outline[i * 2 + 1]! - y);
    if (distance < best.distance) best = { step, distance };
  }
  return best;
}

/** The outline bent so that a point of the run comes to lie on a place. */
function bend(
  { outline }: MarkedOutline,
  run: readonly number[],
  step: number,
  x: number,
  y: number,
): Float64Array {
  const moved = outline.slice();
  const centre = run[step]!;
  const dx = x - outline[centre * 2]!;
  const dy = y - outline[centre * 2 + 1]!;
  const next = run[Math.min(run.length - 1, step + 1)]!;
  const spacing =
    Math.hypot(
      outline[next * 2]! - outline[centre * 2]!,
      outline[next * 2 + 1]! - outline[centre * 2 + 1]!,
    ) || 1;
  const reach = Math.max(2, Math.ceil((BEND_REACH * Math.hypot(dx, dy)) / spacing));
  for (let k = -reach; k <= reach; k++) {
    const i = run[step + k];
    if (i === undefined) continue;
    const weight = (1 + Math.cos((Math.PI * k) / (reach + 1))) / 2;
    moved[i * 2]! += weight * dx;
    moved[i * 2 + 1]! += weight * dy;
  }
  return moved;
}

/** A corner and all that is marked at its place, moved along the outline. */
function moveCorner(marked: MarkedOutline, from: number, to: number): MarkedOutline {
  const at = <T extends { readonly point: number }>(corner: T): T =>
    corner.point === from ? { ...corner, point: to } : corner;
  return { ...marked, starts: marked.starts.map(at), landmarks: marked.landmarks.map(at) };
}

/** Replaces part of the run by two straight lines that meet in a place. */
function wedge(
  marked: MarkedOutline,
  corner: number,
  run: readonly number[],
  x: number,
  y: number,
  inside: boolean,
  width: number,
): MarkedOutline {
  const { outline } = marked;
  const count = outline.length / 2;
  const middle = run.indexOf(corner);
  const nearest = nearestOf(outline, run, x, y);
  // Off the garment the place may lie between two arms of the outline: both are led to it.
  const first = inside ? nearest : nearestOf(outline, run, x, y, 0, middle);
  const last = inside ? nearest : nearestOf(outline, run, x, y, middle);
  const spacing = Math.max(0.5, Math.hypot(outline[2]! - outline[0]!, outline[3]! - outline[1]!));
  const base = Math.max(2, Math.ceil((width * WEDGE_BASE * nearest.distance) / spacing));
  const from = run[Math.max(0, first.step - base)]!;
  const to = run[Math.min(run.length - 1, last.step + base)]!;
  const kept = (from - to + count) % count;
  const points: number[] = [];
  const numbers = new Map<number, number>();
  for (let k = 0; k <= kept; k++) {
    const i = (to + k) % count;
    numbers.set(i, points.length / 2);
    points.push(outline[i * 2]!, outline[i * 2 + 1]!);
  }
  const line = (ax: number, ay: number, bx: number, by: number): void => {
    const steps = Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / spacing));
    for (let k = 1; k < steps; k++) {
      points.push(ax + ((bx - ax) * k) / steps, ay + ((by - ay) * k) / steps);
    }
  };
  line(outline[from * 2]!, outline[from * 2 + 1]!, x, y);
  const tip = points.length / 2;
  points.push(x, y);
  line(x, y, outline[to * 2]!, outline[to * 2 + 1]!);
  const at = <T extends { readonly point: number }>(other: T): T => ({
    ...other,
    point: other.point === corner ? tip : numbers.get(other.point)!,
  });
  return {
    outline: Float64Array.from(points),
    starts: marked.starts.map(at),
    landmarks: marked.landmarks.map(at),
  };
}
