/** Cells of the grid are so many mean edge lengths wide. */
const CELL_EDGES = 1.5;
/** Most cells of a grid; wider ones serve where a garment would need more. */
const MOST_CELLS = 1 << 20;

/** Triangles in the cubes that their boxes reach into. */
export interface TriangleGrid {
  readonly cell: number;
  readonly min: readonly [number, number, number];
  readonly size: readonly [number, number, number];
  /** First entry of each cell in `triangles`, and one more. */
  readonly starts: Uint32Array;
  /** Numbers of triangles. */
  readonly triangles: Uint32Array;
}

/**
 * Sorts triangles into cells of about one and a half edges.
 *
 * @param x xyz triples, metres.
 * @param boxes filled: smallest x, y, z, then greatest, of each triangle.
 * @param edgeLength Metres, in the mean.
 */
export function gridOfTriangles(
  x: ArrayLike<number>,
  indices: Uint32Array,
  boxes: Float64Array,
  edgeLength: number,
): TriangleGrid {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  const count = indices.length / 3;
  for (let t = 0; t < count; t++) {
    for (let k = 0; k < 3; k++) {
      const a = x[3 * indices[3 * t]! + k]!;
      const b = x[3 * indices[3 * t + 1]! + k]!;
      const c = x[3 * indices[3 * t + 2]! + k]!;
      const low = a < b ? (a < c ? a : c) : b < c ? b : c;
      const high = a > b ? (a > c ? a : c) : b > c ? b : c;
      boxes[6 * t + k] = low;
      boxes[6 * t + 3 + k] = high;
      if (low < min[k]!) min[k] = low;
      if (high > max[k]!) max[k] = high;
    }
  }
  const spans = [0, 1, 2].map((k) => Math.max(0, max[k]! - min[k]!)) as [number, number, number];
  let cell = Math.max(1e-6, CELL_EDGES * edgeLength);
  const sizeAt = (width: number) =>
    spans.map((span) => Math.floor(span / width) + 1) as [number, number, number];
  let size = sizeAt(cell);
  while (size[0] * size[1] * size[2] > MOST_CELLS) {
    cell *= 1.5;
    size = sizeAt(cell);
  }
  const starts = new Uint32Array(size[0] * size[1] * size[2] + 1);
  const grid = { cell, min, size, starts };
  const range = new Int32Array(6);
  for (let t = 0; t < count; t++) {
    cellRange(grid, boxes, 6 * t, range);
    for (let k = range[2]!; k <= range[5]!; k++) {
      for (let j = range[1]!; j <= range[4]!; j++) {
        const row = (k * size[1] + j) * size[0];
        for (let i = range[0]!; i <= range[3]!; i++) starts[row + i + 1]!++;
      }
    }
  }
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!;
  const triangles = new Uint32Array(starts.at(-1)!);
  const filled = starts.slice(0, -1);
  for (let t = 0; t < count; t++) {
    cellRange(grid, boxes, 6 * t, range);
    for (let k = range[2]!; k <= range[5]!; k++) {
      for (let j = range[1]!; j <= range[4]!; j++) {
        const row = (k * size[1] + j) * size[0];
        for (let i = range[0]!; i <= range[3]!; i++) triangles[filled[row + i]!++] = t;
      }
    }
  }
  return { ...grid, triangles };
}

/**
 * Cells that a box reaches into, inside the grid or not: smallest i, j, k, then greatest.
 *
 * @param boxes Of six numbers each, the box's from `at` on.
 * @param range filled.
 */
export function cellRange(
  { cell, min }: Pick<TriangleGrid, 'cell' | 'min'>,
  boxes: Float64Array,
  at: number,
  range: Int32Array,
): void {
  for (let k = 0; k < 3; k++) {
    range[k] = Math.floor((boxes[at + k]! - min[k]!) / cell);
    range[3 + k] = Math.floor((boxes[at + 3 + k]! - min[k]!) / cell);
  }
}

const RANGE = new Int32Array(6);

/**
 * Lists the triangles whose boxes meet a box, each once.
 *
 * @param boxes Of the triangles, as `gridOfTriangles` filled it.
 * @param box Smallest x, y, z, then greatest, metres.
 * @param found receives their numbers. @returns how many there are; more than `found` holds are counted only.
 */
export function trianglesMeeting(
  grid: TriangleGrid,
  boxes: Float64Array,
  box: Float64Array,
  found: Uint32Array,
): number {
  const { cell, min, size, starts, triangles } = grid;
  cellRange(grid, box, 0, RANGE);
  for (let k = 0; k < 3; k++) {
    if (RANGE[k]! < 0) RANGE[k] = 0;
    if (RANGE[3 + k]! >= size[k]!) RANGE[3 + k] = size[k]! - 1;
  }
  const lowI = RANGE[0]!;
  const lowJ = RANGE[1]!;
  const lowK = RANGE[2]!;
  let count = 0;
  for (let k = lowK; k <= RANGE[5]!; k++) {
    for (let j = lowJ; j <= RANGE[4]!; j++) {
      for (let i = lowI; i <= RANGE[3]!; i++) {
        const at = (k * size[1] + j) * size[0] + i;
        for (let n = starts[at]!; n < starts[at + 1]!; n++) {
          const t = triangles[n]!;
          const b = 6 * t;
          if (boxes[b]! > box[3]! || boxes[b + 3]! < box[0]!) continue;
          if (boxes[b + 1]! > box[4]! || boxes[b + 4]! < box[1]!) continue;
          if (boxes[b + 2]! > box[5]! || boxes[b + 5]! < box[2]!) continue;
          // One that is in several cells is taken in the first of them.
          if (i > lowI && Math.floor((boxes[b]! - min[0]) / cell) < i) continue;
          if (j > lowJ && Math.floor((boxes[b + 1]! - min[1]) / cell) < j) continue;
          if (k > lowK && Math.floor((boxes[b + 2]! - min[2]) / cell) < k) continue;
          if (count < found.length) found[count] = t;
          count++;
        }
      }
    }
  }
  return count;
}
