import Constrainautor from '@kninnug/constrainautor';
import Delaunator from 'delaunator';

const next = (e: number) => (e % 3 === 2 ? e - 2 : e + 1);

/**
 * Delaunay triangulation of the inside of a simple polygon, with its sides as edges.
 *
 * @param points xy pairs; the first `boundaryCount` are the polygon in counter-clockwise order (y up).
 * @returns Counter-clockwise vertex triples covering the polygon and nothing else.
 * @throws {Error} when a side cannot be made an edge: the polygon is not simple or has a repeated point.
 */
export function triangulateInside(points: Float64Array, boundaryCount: number): Uint32Array {
  const delaunay = new Delaunator(points);
  const missing = missingSides(delaunay.triangles, boundaryCount);
  if (missing.length > 0) {
    const constrained = new Constrainautor(delaunay);
    for (const from of missing) constrained.constrainOne(from, (from + 1) % boundaryCount);
    constrained.delaunify();
  }
  return keepInside(points, delaunay.triangles, delaunay.halfedges, boundaryCount);
}

function missingSides(triangles: Uint32Array, boundaryCount: number): number[] {
  const present = new Uint8Array(boundaryCount);
  for (let e = 0; e < triangles.length; e++) {
    const a = triangles[e]!;
    const b = triangles[next(e)]!;
    if (a >= boundaryCount || b >= boundaryCount) continue;
    if (follows(b, a, boundaryCount)) present[a] = 1;
    else if (follows(a, b, boundaryCount)) present[b] = 1;
  }
  const missing: number[] = [];
  for (let i = 0; i < boundaryCount; i++) if (!present[i]) missing.push(i);
  return missing;
}

/** Whether a polygon's point `b` comes right after `a`. */
function follows(b: number, a: number, boundaryCount: number): boolean {
  return b === a + 1 || (b === 0 && a === boundaryCount - 1);
}

/** Floods from the inner side of every polygon side, stopping at the sides. */
function keepInside(
  points: Float64Array,
  triangles: Uint32Array,
  halfedges: Int32Array,
  boundaryCount: number,
): Uint32Array {
  const flipped = windsClockwise(points, triangles);
  const isSide = (e: number) => {
    const a = triangles[e]!;
    const b = triangles[next(e)]!;
    if (a >= boundaryCount || b >= boundaryCount) return 0;
    const forward = follows(b, a, boundaryCount);
    if (!forward && !follows(a, b, boundaryCount)) return 0;
    return forward !== flipped ? 1 : -1;
  };
  const inside = new Uint8Array(triangles.length / 3);
  const stack: number[] = [];
  for (let e = 0; e < triangles.length; e++) {
    if (isSide(e) !== 1) continue;
    const t = Math.floor(e / 3);
    if (inside[t]) continue;
    inside[t] = 1;
    stack.push(t);
  }
  while (stack.length > 0) {
    const t = stack.pop()!;
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const twin = halfedges[e]!;
      if (twin < 0 || isSide(e) !== 0) continue;
      const other = Math.floor(twin / 3);
      if (inside[other]) continue;
      inside[other] = 1;
      stack.push(other);
    }
  }
  const kept = new Uint32Array(triangles.length);
  let end = 0;
  for (let t = 0; t < inside.length; t++) {
    if (!inside[t]) continue;
    kept[end++] = triangles[3 * t]!;
    kept[end++] = triangles[3 * t + (flipped ? 2 : 1)]!;
    kept[end++] = triangles[3 * t + (flipped ? 1 : 2)]!;
  }
  return kept.slice(0, end);
}

function windsClockwise(points: Float64Array, triangles: Uint32Array): boolean {
  let twiceArea = 0;
  for (let t = 0; t < Math.min(triangles.length, 300); t += 3) {
    const a = 2 * triangles[t]!;
    const b = 2 * triangles[t + 1]!;
    const c = 2 * triangles[t + 2]!;
    twiceArea +=
      (points[b]! - points[a]!) * (points[c + 1]! - points[a + 1]!) -
      (points[c]! - points[a]!) * (points[b + 1]! - points[a + 1]!);
  }
  return twiceArea < 0;
}
