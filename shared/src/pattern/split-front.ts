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
  const top = nearestOn(neck.points, smooth[0]!, smooth[1]!);
  const bottom = nearestOn(hem.points, smooth.at(-2)!, smooth.at(-1)!);
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
