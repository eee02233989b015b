/**
 * Planar polygons: xy pairs in one flat array, closed (the last point is joined to the first and not
 * repeated). Areas and turns are taken with y up; for pixels (y down) the sign is the opposite.
 */

/** Twice-halved shoelace sum: positive when the polygon runs counter-clockwise with y up. */
export function signedPolygonArea(points: ArrayLike<number>): number {
  const count = points.length / 2;
  let twice = 0;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    twice += points[2 * j]! * points[2 * i + 1]! - points[2 * i]! * points[2 * j + 1]!;
  }
  return twice / 2;
}

/** Even-odd test; points exactly on the boundary may fall either way. */
export function isInsidePolygon(points: ArrayLike<number>, x: number, y: number): boolean {
  const count = points.length / 2;
  let inside = false;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const yi = points[2 * i + 1]!;
    const yj = points[2 * j + 1]!;
    if (yi > y === yj > y) continue;
    const xi = points[2 * i]!;
    const xj = points[2 * j]!;
    if (x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Distance from (x, y) to the segment a-b. */
export function distanceToSegment(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const along = squared > 0 ? ((x - ax) * dx + (y - ay) * dy) / squared : 0;
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}

function turn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function segmentsCross(p: ArrayLike<number>, i: number, j: number, k: number, l: number): boolean {
  const ax = p[2 * i]!;
  const ay = p[2 * i + 1]!;
  const bx = p[2 * j]!;
  const by = p[2 * j + 1]!;
  const cx = p[2 * k]!;
  const cy = p[2 * k + 1]!;
  const dx = p[2 * l]!;
  const dy = p[2 * l + 1]!;
  const d1 = turn(ax, ay, bx, by, cx, cy);
  const d2 = turn(ax, ay, bx, by, dx, dy);
  if (d1 > 0 === d2 > 0 && d1 !== 0 && d2 !== 0) return false;
  const d3 = turn(cx, cy, dx, dy, ax, ay);
  const d4 = turn(cx, cy, dx, dy, bx, by);
  if (d3 > 0 === d4 > 0 && d3 !== 0 && d4 !== 0) return false;
  if (d1 === 0 && d2 === 0 && d3 === 0 && d4 === 0) {
    // Collinear: they meet when their boxes overlap.
    return (
      Math.max(Math.min(ax, bx), Math.min(cx, dx)) <=
        Math.min(Math.max(ax, bx), Math.max(cx, dx)) &&
      Math.max(Math.min(ay, by), Math.min(cy, dy)) <= Math.min(Math.max(ay, by), Math.max(cy, dy))
    );
  }
  return true;
}

/**
 * The first pair of sides that touch without being neighbours, as the numbers of their first points,
 * or null when the polygon is simple. Sides are sorted by height, so the cost is near linear for
 * outlines of short sides.
 */
export function findSelfCrossing(points: ArrayLike<number>): readonly [number, number] | null {
  const count = points.length / 2;
  const low = new Float64Array(count);
  const high = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const a = points[2 * i + 1]!;
    const b = points[2 * ((i + 1) % count) + 1]!;
    low[i] = Math.min(a, b);
    high[i] = Math.max(a, b);
  }
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => low[a]! - low[b]!);
  for (let m = 0; m < count; m++) {
    const i = order[m]!;
    const iNext = (i + 1) % count;
    const left = Math.min(points[2 * i]!, points[2 * iNext]!);
    const right = Math.max(points[2 * i]!, points[2 * iNext]!);
    for (let n = m + 1; n < count; n++) {
      const k = order[n]!;
      if (low[k]! > high[i]!) break;
      const kNext = (k + 1) % count;
      if (kNext === i || iNext === k) continue;
      if (Math.min(points[2 * k]!, points[2 * kNext]!) > right) continue;
      if (Math.max(points[2 * k]!, points[2 * kNext]!) < left) continue;
      if (segmentsCross(points, i, iNext, k, kNext)) return i < k ? [i, k] : [k, i];
    }
  }
  return null;
}

/**
 * Where the sides of a closed polygon cross a height.
 *
 * @param points xy pairs.
 * @returns x of each crossing, ascending: ends of insides, in turns.
 */
export function crossingsAt(points: ArrayLike<number>, y: number): number[] {
  const count = points.length / 2;
  const crossings: number[] = [];
  for (let i = 0, j = count - 1; i < count; j = i++) {
    if (points[2 * i + 1]! > y === points[2 * j + 1]! > y) continue;
    crossings.push(crossingOf(points, i, j, y));
  }
  return crossings.sort(ascending);
}

/**
 * The same at the middle of each of a picture's rows, each side looked at once for all of them.
 *
 * @returns of each row what `crossingsAt` finds half a pixel below its upper edge.
 */
export function crossingsAtRows(points: ArrayLike<number>, rows: number): number[][] {
  const count = points.length / 2;
  const crossings: number[][] = Array.from({ length: rows }, () => []);
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const yi = points[2 * i + 1]!;
    const yj = points[2 * j + 1]!;
    const last = Math.min(rows - 1, Math.ceil(Math.max(yi, yj)));
    for (let row = Math.max(0, Math.floor(Math.min(yi, yj)) - 1); row <= last; row++) {
      const y = row + 0.5;
      if (yi > y !== yj > y) crossings[row]!.push(crossingOf(points, i, j, y));
    }
  }
  for (const row of crossings) row.sort(ascending);
  return crossings;
}

function crossingOf(points: ArrayLike<number>, i: number, j: number, y: number): number {
  const xi = points[2 * i]!;
  const yi = points[2 * i + 1]!;
  return ((points[2 * j]! - xi) * (y - yi)) / (points[2 * j + 1]! - yi) + xi;
}

function ascending(a: number, b: number): number {
  return a - b;
}
