import { distanceToSegment } from '../mesh/polygon.ts';
import { runLength } from './run-points.ts';

/** A front neckline this near to the garment's upper edge runs along it, metres. */
const TOGETHER = 0.004;
/** Rising less than this a collar's sides are part of the neckline, metres. */
const LEAST_HEIGHT = 0.02;
/** Left of the upper edge between the collar's sides, at least, metres. */
const LEAST_TOP = 0.04;

/** Direction in which a collar's corners stick out. */
const CORNER_X = 0.55;
const CORNER_Y = 0.85;

/** A garment's upper edge parted at the corners of a standing collar; xy pairs, right to left. */
export interface CollarParts {
  /** From the right neck point up to the collar's corner. */
  readonly right: Float64Array;
  readonly backNeck: Float64Array;
  /** What the front shows between the same corners. */
  readonly frontNeck: Float64Array;
  /** From the corner down to the left neck point. */
  readonly left: Float64Array;
}

/**
 * Finds the sides of a standing collar (turtleneck, shirt collar buttoned up): there the front's
 * neckline first climbs along the garment's own upper edge, and front and back are one tube.
 *
 * @param upperEdge xy pairs from the right neck point to the left one, metres, evenly spaced.
 * @param neckline The front's, same ends.
 * @returns Null where the two part at the neck points. Where they never part, as `turtleneckParts`.
 */
export function collarParts(upperEdge: Float64Array, neckline: Float64Array): CollarParts | null {
  const last = neckline.length / 2 - 1;
  let from = 0;
  while (from < last && isAlong(upperEdge, neckline, from + 1)) from++;
  let to = last;
  while (to > 0 && isAlong(upperEdge, neckline, to - 1)) to--;
  if (from === 0 || to === last) return null;
  if (from >= to) return turtleneckParts(upperEdge);
  const start = nearestPoint(upperEdge, neckline, from);
  const end = nearestPoint(upperEdge, neckline, to);
  if (start >= end) return null;
  const parts = partsAt(upperEdge, start, end, neckline.subarray(2 * from + 2, 2 * to));
  return parts ?? partsAtCorners(upperEdge, neckline, from, to);
}

/** A neckline that sinks only a little below the edge counts as along it beyond the corners too: back to them. */
function partsAtCorners(
  upperEdge: Float64Array,
  neckline: Float64Array,
  from: number,
  to: number,
): CollarParts | null {
  const [right, left] = [outerCorner(upperEdge, -1), outerCorner(upperEdge, 1)];
  if (right === 0 || left === upperEdge.length / 2 - 1) return null;
  let first = from;
  while (first > 0 && nearestPoint(upperEdge, neckline, first) > right) first--;
  let last = to;
  while (2 * last + 2 < neckline.length && nearestPoint(upperEdge, neckline, last) < left) last++;
  const start = nearestPoint(upperEdge, neckline, first);
  const end = nearestPoint(upperEdge, neckline, last);
  if (start >= end) return null;
  return partsAt(upperEdge, start, end, neckline.subarray(2 * first + 2, 2 * last));
}

/**
 * The sides of a collar whose upper edge is the front's too (a turtleneck laid flat): up to the
 * edge's outermost high points.
 *
 * @returns Null where the edge does not rise from both neck points.
 */
export function turtleneckParts(upperEdge: Float64Array): CollarParts | null {
  const start = outerCorner(upperEdge, -1);
  const end = outerCorner(upperEdge, 1);
  if (start >= end) return null;
  return partsAt(upperEdge, start, end, upperEdge.subarray(2 * start + 2, 2 * end));
}

/** Place of the edge's outermost high point; the wearer's right is side -1. */
function outerCorner(upperEdge: Float64Array, side: 1 | -1): number {
  let best = 0;
  const reach = (k: number) => side * CORNER_X * upperEdge[k]! + CORNER_Y * upperEdge[k + 1]!;
  for (let k = 0; k < upperEdge.length; k += 2) if (reach(k) > reach(best)) best = k;
  return best / 2;
}

function partsAt(
  upperEdge: Float64Array,
  start: number,
  end: number,
  between: Float64Array,
): CollarParts | null {
  const right = upperEdge.slice(0, 2 * start + 2);
  const left = upperEdge.slice(2 * end);
  const backNeck = upperEdge.slice(2 * start, 2 * end + 2);
  // Straps' inner edges are alike on both panels too, and go down.
  const rises = [right.at(-1)! - right[1]!, left[1]! - left.at(-1)!];
  if (Math.min(...rises) < LEAST_HEIGHT || runLength(backNeck) < LEAST_TOP) return null;
  const frontNeck = Float64Array.from([
    ...backNeck.subarray(0, 2),
    ...between,
    ...backNeck.subarray(-2),
  ]);
  return { right, backNeck, frontNeck, left };
}

function isAlong(edge: Float64Array, points: Float64Array, i: number): boolean {
  const x = points[2 * i]!;
  const y = points[2 * i + 1]!;
  for (let k = 2; k < edge.length; k += 2) {
    const away = distanceToSegment(x, y, edge[k - 2]!, edge[k - 1]!, edge[k]!, edge[k + 1]!);
    if (away < TOGETHER) return true;
  }
  return false;
}

function nearestPoint(edge: Float64Array, points: Float64Array, i: number): number {
  let nearest = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < edge.length; k += 2) {
    const away = (edge[k]! - points[2 * i]!) ** 2 + (edge[k + 1]! - points[2 * i + 1]!) ** 2;
    if (away >= best) continue;
    best = away;
    nearest = k / 2;
  }
  return nearest;
}
