import { findSelfCrossing } from '../mesh/polygon.ts';
import type { FlatShape } from './flat-shape.ts';
import { joinRuns, type PanelRun } from './panel-outlines.ts';
import { reverseRun } from './run-points.ts';
import { OUTLINE_SPACING, resampleRun, smoothRun } from './smooth-run.ts';

/** The edges of a front that opens, xy pairs from the neck down to the hem, metres, pattern frame. */
export interface FrontEdges {
  readonly right: Float64Array;
  readonly left: Float64Array;
}

/** Front edges are straight on the garment; what the photo adds is smoothed away over this, metres. */
const SMOOTHING = 0.02;
/** Each half keeps at least this much of neck and hem, metres. */
const LEAST_PART = 0.015;
/** A line may stop this far short of neck or hem, metres. */
const REACH = 0.05;
/** A front edge is at least this long, metres. */
const LEAST_LENGTH = 0.15;

/** A front opening's edges in the pattern frame; null for a front that does not open. */
export function frontEdges(
  shape: FlatShape,
  toMetres: (x: number, y: number) => readonly [number, number],
): FrontEdges | null {
  const opening = shape.frontOpening;
  if (opening === null) return null;
  const place = (points: Float64Array): Float64Array => {
    const placed = new Float64Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = toMetres(points[i]!, points[i + 1]!);
      placed[i] = x;
      placed[i + 1] = y;
    }
    return placed;
  };
  return { right: place(opening.right), left: place(opening.left) };
}

/**
 * Cuts a front panel along the edges of its opening: `right` and `left` are the wearer's, each with
 * its part of neck and hem and a run `front` between the two (down on the right half, up on the left
 * one).
 *
 * @returns Null where the edges do not lead from neck to hem or would leave a half that crosses
 *   itself; the front then has to stay whole.
 */
export function splitFront(
  front: readonly PanelRun[],
  edges: FrontEdges,
): { readonly right: readonly PanelRun[]; readonly left: readonly PanelRun[] } | null {
  const neckAt = front.findIndex((run) => run.kind === 'neck');
  const hemAt = front.findIndex((run) => run.kind === 'hem');
  if (neckAt < 0 || hemAt < 0 || front.filter((run) => run.kind === 'hem').length > 1) return null;
  const neck = front[neckAt]!;
  const hem = front[hemAt]!;
  // Outlines run clockwise: neck to the wearer's left, hem back to the right.
  const right = cutAlong(neck, hem, edges.right);
  const left = cutAlong(neck, hem, edges.left);
  if (right === null || left === null) return null;
  const between = (from: number, to: number): PanelRun[] => {
    const runs: PanelRun[] = [];
    for (let i = (from + 1) % front.length; i !== to; i = (i + 1) % front.length) {
      runs.push(front[i]!);
    }
    return runs;
  };
  const halves = {
    right: [
      { ...neck, points: right.neck[0] },
      { kind: 'front', side: 'right', points: right.edge },
      { ...hem, points: right.hem[1] },
      ...between(hemAt, neckAt),
    ],
    left: [
      { ...neck, points: left.neck[1] },
      ...between(neckAt, hemAt),
      { ...hem, points: left.hem[0] },
      { kind: 'front', side: 'left', points: reverseRun(left.edge) },
    ],
  } satisfies Record<string, PanelRun[]>;
  const simple = Object.values(halves).every((runs) => findSelfCrossing(joinRuns(runs)) === null);
  return simple ? halves : null;
}

/** One front edge, and neck and hem parted where it meets them. */
function cutAlong(neck: PanelRun, hem: PanelRun, line: Float64Array) {
  const smooth = smoothRun(line, SMOOTHING, OUTLINE_SPACING);
  const top = meetingPoint(neck.points, reverseRun(smooth));
  const bottom = meetingPoint(hem.points, smooth);
  const neckParts = partAt(neck.points, top);
  const hemParts = partAt(hem.points, bottom);
  if (neckParts === null || hemParts === null) return null;
  const start = neckParts[1].subarray(0, 2);
  const end = hemParts[1].subarray(0, 2);
  const inner: number[] = [];
  for (let i = 0; i < smooth.length; i += 2) {
    // Only what lies between the two cuts, which the reading's line may miss or pass by a little.
    if (
      smooth[i + 1]! < start[1]! - OUTLINE_SPACING &&
      smooth[i + 1]! > end[1]! + OUTLINE_SPACING
    ) {
      inner.push(smooth[i]!, smooth[i + 1]!);
    }
  }
  if (start[1]! - end[1]! < LEAST_LENGTH) return null;
  const edge = resampleRun([...start, ...inner, ...end], OUTLINE_SPACING);
  return { neck: neckParts, hem: hemParts, edge };
}

/**
 * Number of the run's point where a line that may stop short of it, or pass it, comes to it: at the
 * line's last crossing, the line drawn on by REACH; where it crosses nowhere, the point nearest to its end.
 */
function meetingPoint(run: Float64Array, line: Float64Array): number {
  const endX = line.at(-2)!;
  const endY = line.at(-1)!;
  const back = Math.max(0, line.length - 2 - 2 * Math.round(REACH / OUTLINE_SPACING));
  const dx = endX - line[back]!;
  const dy = endY - line[back + 1]!;
  const length = Math.hypot(dx, dy) || 1;
  const longer = [...line, endX + (REACH * dx) / length, endY + (REACH * dy) / length];
  for (let i = longer.length - 4; i >= 0; i -= 2) {
    const [ax, ay, bx, by] = longer.slice(i, i + 4) as [number, number, number, number];
    for (let k = 0; k + 3 < run.length; k += 2) {
      const at = crossing(ax, ay, bx, by, run[k]!, run[k + 1]!, run[k + 2]!, run[k + 3]!);
      if (at !== null) return k / 2 + (at < 0.5 ? 0 : 1);
    }
  }
  return nearestOn(run, endX, endY);
}

/** How far along c to d it crosses a to b, 0 to 1; null where it does not. */
function crossing(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): number | null {
  const turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (turn === 0) return null;
  const s = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn;
  const t = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1 ? t : null;
}

/** Number of the run's point that is nearest. */
function nearestOn(points: Float64Array, x: number, y: number): number {
  let nearest = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < points.length; i += 2) {
    const away = (points[i]! - x) ** 2 + (points[i + 1]! - y) ** 2;
    if (away >= best) continue;
    best = away;
    nearest = i / 2;
  }
  return nearest;
}

/** A run's two parts, which share the point they are cut at; null when one would be too short. */
function partAt(points: Float64Array, at: number): [Float64Array, Float64Array] | null {
  const last = points.length / 2 - 1;
  if (Math.min(at, last - at) * OUTLINE_SPACING < LEAST_PART) return null;
  return [points.slice(0, 2 * at + 2), points.slice(2 * at)];
}
