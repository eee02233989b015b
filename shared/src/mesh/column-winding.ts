/** Answers how often a closed surface winds round a point. */
export type WindingNumber = (px: number, py: number, pz: number) => number;

/** Side of a grid cell, metres: a body triangle of the presets is about this long. */
const CELL = 0.01;
/**
 * A triangle is listed in this much more than its box, metres: a device of single precision may take a point this near
 * to the next column for one of that column (it errs by 1e-6 m at most), and has to find the same triangles there.
 */
const BETWEEN_COLUMNS = 4e-6;

/** A closed surface's triangles by columns along z, on a grid over x and y. */
export interface WindingColumns {
  /** xyz triples, metres, and vertex triples: the caller's own. */
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
  /** Lowest x and y of the grid, metres. */
  readonly minX: number;
  readonly minY: number;
  /** Side of its cells, metres. */
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** Row by row: the triangles of cell c are `members[starts[c]..starts[c + 1])`. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  /** Lowest and highest z of each cell's triangles, metres; the lowest above the highest where there is none. */
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/**
 * Indexes a closed, oriented surface by columns along z and counts signed crossings above a point.
 *
 * The count is the winding number: 1 inside, 0 outside, 2 where the surface overlaps itself (an arm
 * pressed into the torso by its skin weights), so "> 0" means inside where a parity test or the
 * nearest normal would fail. Points over an edge or a corner are decided as if moved by (e, e * e)
 * for a vanishing e (Edelsbrunner & Muecke 1990, simulation of simplicity), so that no crossing is
 * counted twice or lost.
 *
 * @param positions xyz triples, metres; kept by reference, must not change.
 * @param indices Vertex triples, counter-clockwise seen from outside; kept by reference.
 */
export function columnWinding(positions: Float32Array, indices: Uint32Array): WindingNumber {
  return windingIn(windingColumns(positions, indices));
}

/** Sorts a surface's triangles into columns. @param positions kept by reference, as `indices`. */
export function windingColumns(positions: Float32Array, indices: Uint32Array): WindingColumns {
  const minX = lowestOf(positions, 0);
  const minY = lowestOf(positions, 1);
  const maxX = highestOf(positions, 0);
  const maxY = highestOf(positions, 1);
  const columns = Math.max(1, Math.ceil((maxX - minX) / CELL) + 1 || 1);
  const rows = Math.max(1, Math.ceil((maxY - minY) / CELL) + 1 || 1);
  const triangleCount = indices.length / 3;
  // First and last column, first and last row of each triangle's box.
  const boxes = new Uint16Array(4 * triangleCount);
  cellsAlong(positions, indices, 0, minX, columns, boxes);
  cellsAlong(positions, indices, 1, minY, rows, boxes);
  const starts = new Uint32Array(columns * rows + 1);
  for (let t = 0; t < triangleCount; t++) countMember(boxes, t, columns, starts);
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1]! += starts[cell]!;
  const fill = starts.slice(0, -1);
  const members = new Uint32Array(starts[columns * rows]!);
  // Lowest and highest z of each column's triangles: most points of a garment lie before or behind all
  // of the skin there, and behind a closed surface the crossings cancel.
  const lowest = new Float32Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  const highest = new Float32Array(columns * rows).fill(Number.NEGATIVE_INFINITY);
  for (let t = 0; t < triangleCount; t++) {
    const az = positions[3 * indices[3 * t]! + 2]!;
    const bz = positions[3 * indices[3 * t + 1]! + 2]!;
    const cz = positions[3 * indices[3 * t + 2]! + 2]!;
    enterMember(boxes, t, columns, members, fill);
    spanDepths(boxes, t, columns, lowest, highest, Math.min(az, bz, cz), Math.max(az, bz, cz));
  }

  return {
    positions,
    indices,
    minX,
    minY,
    cell: CELL,
    columns,
    rows,
    starts,
    members,
    lowest,
    highest,
  };
}

/** The cell of a place on an axis, from 0 to `count` - 1. */
function cellAt(offset: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(offset / CELL)));
}

/** The winding number of the surface that the columns are of. */
export function windingIn(sorted: WindingColumns): WindingNumber {
  const { positions, indices, minX, minY, columns, rows } = sorted;
  const { starts, members, lowest, highest } = sorted;
  return (px, py, pz) => {
    const column = Math.floor((px - minX) / CELL);
    const row = Math.floor((py - minY) / CELL);
    if (!(column >= 0 && row >= 0 && column < columns && row < rows)) return 0;
    const cell = row * columns + column;
    if (!(pz >= lowest[cell]! && pz < highest[cell]!)) return 0;
    let winding = 0;
    for (let k = starts[cell]!; k < starts[cell + 1]!; k++) {
      winding += crossingAbove(positions, indices, members[k]!, px, py, pz);
    }
    return winding;
  };
}

// Each loop over all vertices or triangles stands alone, so that it is compiled once and for itself.

function lowestOf(positions: Float32Array, axis: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = axis; i < positions.length; i += 3) {
    const value = positions[i]!;
    if (value < least) least = value;
  }
  return least;
}

function highestOf(positions: Float32Array, axis: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = axis; i < positions.length; i += 3) {
    const value = positions[i]!;
    if (value > most) most = value;
  }
  return most;
}

/** First and last cell of each triangle along an axis, into its place among four numbers. */
function cellsAlong(
  positions: Float32Array,
  indices: Uint32Array,
  axis: number,
  origin: number,
  count: number,
  boxes: Uint16Array,
): void {
  for (let t = 0; 3 * t < indices.length; t++) {
    const a = positions[3 * indices[3 * t]! + axis]!;
    const b = positions[3 * indices[3 * t + 1]! + axis]!;
    const c = positions[3 * indices[3 * t + 2]! + axis]!;
    const first = Math.min(a, b, c) - BETWEEN_COLUMNS - origin;
    const last = Math.max(a, b, c) + BETWEEN_COLUMNS - origin;
    boxes[4 * t + 2 * axis] = cellAt(first, count);
    boxes[4 * t + 2 * axis + 1] = cellAt(last, count);
  }
}

function countMember(boxes: Uint16Array, t: number, columns: number, starts: Uint32Array): void {
  for (let row = boxes[4 * t + 2]!; row <= boxes[4 * t + 3]!; row++) {
    for (let column = boxes[4 * t]!; column <= boxes[4 * t + 1]!; column++) {
      starts[row * columns + column + 1]!++;
    }
  }
}

function enterMember(
  boxes: Uint16Array,
  t: number,
  columns: number,
  members: Uint32Array,
  fill: Uint32Array,
): void {
  for (let row = boxes[4 * t + 2]!; row <= boxes[4 * t + 3]!; row++) {
    for (let column = boxes[4 * t]!; column <= boxes[4 * t + 1]!; column++) {
      members[fill[row * columns + column]!++] = t;
    }
  }
}

function spanDepths(
  boxes: Uint16Array,
  t: number,
  columns: number,
  lowest: Float32Array,
  highest: Float32Array,
  least: number,
  most: number,
): void {
  for (let row = boxes[4 * t + 2]!; row <= boxes[4 * t + 3]!; row++) {
    for (let column = boxes[4 * t]!; column <= boxes[4 * t + 1]!; column++) {
      const cell = row * columns + column;
      if (least < lowest[cell]!) lowest[cell] = least;
      if (most > highest[cell]!) highest[cell] = most;
    }
  }
}

/** +1 where the upward ray leaves through this triangle, -1 where it enters, 0 where it misses. */
function crossingAbove(
  positions: Float32Array,
  indices: Uint32Array,
  triangle: number,
  px: number,
  py: number,
  pz: number,
): number {
  const a = 3 * indices[3 * triangle]!;
  const b = 3 * indices[3 * triangle + 1]!;
  const c = 3 * indices[3 * triangle + 2]!;
  const ax = positions[a]! - px;
  const bx = positions[b]! - px;
  const cx = positions[c]! - px;
  // Most triangles of a column lie beside the ray.
  if ((ax > 0 && bx > 0 && cx > 0) || (ax < 0 && bx < 0 && cx < 0)) return 0;
  const ay = positions[a + 1]! - py;
  const by = positions[b + 1]! - py;
  const cy = positions[c + 1]! - py;
  if ((ay > 0 && by > 0 && cy > 0) || (ay < 0 && by < 0 && cy < 0)) return 0;
  // Differences of single-precision numbers are exact in double precision, and so are their
  // products for a body of a few metres: the signs below do not depend on rounding.
  const ab = ax * by - ay * bx;
  const bc = bx * cy - by * cx;
  const ca = cx * ay - cy * ax;
  const left = leftOf(ab, ax, ay, bx, by);
  if (left !== leftOf(bc, bx, by, cx, cy) || left !== leftOf(ca, cx, cy, ax, ay)) return 0;
  const doubleArea = ab + bc + ca;
  if (doubleArea === 0) return 0;
  const z = (bc * positions[a + 2]! + ca * positions[b + 2]! + ab * positions[c + 2]!) / doubleArea;
  if (z <= pz) return 0;
  return left ? 1 : -1;
}

/** Sign of the cross product p x q, a zero decided for an origin moved by (e, e * e). */
function leftOf(cross: number, qx0: number, qy0: number, qx1: number, qy1: number): boolean {
  if (cross !== 0) return cross > 0;
  const dy = qy0 - qy1;
  if (dy !== 0) return dy > 0;
  return qx1 - qx0 > 0;
}
