import { vertexNeighbours } from './vertex-neighbours.ts';

/*
 * Edges of a surface that pass through triangles of the same surface: cloth that has gone through
 * cloth. A uniform grid finds the pairs that can meet.
 */

/** Cells of the grid are so many mean edge lengths wide. */
const CELL_EDGES = 1.5;
/** Shares of a segment and of a triangle at whose very border a touch does not count. */
const BORDER = 1e-9;

/**
 * The edges of a mesh that cross a triangle they share no vertex with.
 *
 * @param positions xyz triples, metres.
 * @param indices Vertex triples.
 * @returns Vertex pairs, each edge once.
 */
export function selfCrossings(positions: ArrayLike<number>, indices: Uint32Array): Uint32Array {
  const edges = edgesOf(positions.length / 3, indices);
  const grid = gridOfTriangles(positions, indices, meanLength(positions, edges));
  const crossing: number[] = [];
  for (let e = 0; e < edges.length; e += 2) {
    const p = edges[e]!;
    const q = edges[e + 1]!;
    if (crossesAny(positions, indices, grid, p, q)) crossing.push(p, q);
  }
  return Uint32Array.from(crossing);
}

function edgesOf(vertexCount: number, indices: Uint32Array): number[] {
  const { starts, neighbours } = vertexNeighbours(vertexCount, indices);
  const edges: number[] = [];
  for (let v = 0; v < vertexCount; v++) {
    for (const other of neighbours.subarray(starts[v]!, starts[v + 1]!)) {
      if (other > v) edges.push(v, other);
    }
  }
  return edges;
}

function meanLength(x: ArrayLike<number>, edges: readonly number[]): number {
  let sum = 0;
  for (let e = 0; e < edges.length; e += 2) {
    const a = 3 * edges[e]!;
    const b = 3 * edges[e + 1]!;
    sum += Math.hypot(x[a]! - x[b]!, x[a + 1]! - x[b + 1]!, x[a + 2]! - x[b + 2]!);
  }
  return edges.length > 0 ? (2 * sum) / edges.length : 0;
}

interface TriangleGrid {
  readonly cell: number;
  readonly min: readonly [number, number, number];
  readonly size: readonly [number, number, number];
  /** First entry of each cell in `triangles`, and one more. */
  readonly starts: Uint32Array;
  readonly triangles: Uint32Array;
}

function gridOfTriangles(
  x: ArrayLike<number>,
  indices: ArrayLike<number>,
  edgeLength: number,
): TriangleGrid {
  const cell = Math.max(1e-6, CELL_EDGES * edgeLength);
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    const axis = i % 3;
    min[axis] = Math.min(min[axis]!, x[i]!);
    max[axis] = Math.max(max[axis]!, x[i]!);
  }
  const size = [0, 1, 2].map((a) => Math.max(1, Math.floor((max[a]! - min[a]!) / cell) + 1)) as [
    number,
    number,
    number,
  ];
  const starts = new Uint32Array(size[0] * size[1] * size[2] + 1);
  const grid = { cell, min, size, starts };
  for (let t = 0; t < indices.length; t += 3) {
    forCells(grid, boxOf(x, [indices[t]!, indices[t + 1]!, indices[t + 2]!]), (c) => {
      starts[c + 1]!++;
    });
  }
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!;
  const triangles = new Uint32Array(starts.at(-1)!);
  const filled = starts.slice(0, -1);
  for (let t = 0; t < indices.length; t += 3) {
    forCells(grid, boxOf(x, [indices[t]!, indices[t + 1]!, indices[t + 2]!]), (c) => {
      triangles[filled[c]!++] = t;
    });
  }
  return { ...grid, triangles };
}

/** Smallest x, y, z, then greatest. */
type Box = readonly [number, number, number, number, number, number];

function boxOf(x: ArrayLike<number>, vertices: readonly number[]): Box {
  const box: [number, number, number, number, number, number] = [
    Infinity,
    Infinity,
    Infinity,
    -Infinity,
    -Infinity,
    -Infinity,
  ];
  for (const v of vertices) {
    for (let a = 0; a < 3; a++) {
      box[a] = Math.min(box[a]!, x[3 * v + a]!);
      box[a + 3] = Math.max(box[a + 3]!, x[3 * v + a]!);
    }
  }
  return box;
}

function forCells(
  { cell, min, size }: Pick<TriangleGrid, 'cell' | 'min' | 'size'>,
  box: Box,
  visit: (cell: number) => void,
): void {
  const at = (axis: number, value: number) => Math.floor((value - min[axis]!) / cell);
  for (let k = at(2, box[2]); k <= at(2, box[5]); k++) {
    for (let j = at(1, box[1]); j <= at(1, box[4]); j++) {
      for (let i = at(0, box[0]); i <= at(0, box[3]); i++) visit((k * size[1] + j) * size[0] + i);
    }
  }
}

function crossesAny(
  x: ArrayLike<number>,
  indices: ArrayLike<number>,
  grid: TriangleGrid,
  p: number,
  q: number,
): boolean {
  let found = false;
  forCells(grid, boxOf(x, [p, q]), (c) => {
    for (let n = grid.starts[c]!; !found && n < grid.starts[c + 1]!; n++) {
      const t = grid.triangles[n]!;
      const a = indices[t]!;
      const b = indices[t + 1]!;
      const d = indices[t + 2]!;
      if (a === p || a === q || b === p || b === q || d === p || d === q) continue;
      found = segmentCrosses(x, p, q, a, b, d);
    }
  });
  return found;
}

/** Whether the segment pq passes through the triangle abc (Möller and Trumbore 1997). */
function segmentCrosses(
  x: ArrayLike<number>,
  p: number,
  q: number,
  a: number,
  b: number,
  c: number,
): boolean {
  const dx = x[3 * q]! - x[3 * p]!;
  const dy = x[3 * q + 1]! - x[3 * p + 1]!;
  const dz = x[3 * q + 2]! - x[3 * p + 2]!;
  const ux = x[3 * b]! - x[3 * a]!;
  const uy = x[3 * b + 1]! - x[3 * a + 1]!;
  const uz = x[3 * b + 2]! - x[3 * a + 2]!;
  const vx = x[3 * c]! - x[3 * a]!;
  const vy = x[3 * c + 1]! - x[3 * a + 1]!;
  const vz = x[3 * c + 2]! - x[3 * a + 2]!;
  const hx = dy * vz - dz * vy;
  const hy = dz * vx - dx * vz;
  const hz = dx * vy - dy * vx;
  const determinant = ux * hx + uy * hy + uz * hz;
  if (determinant === 0) return false;
  const inverse = 1 / determinant;
  const sx = x[3 * p]! - x[3 * a]!;
  const sy = x[3 * p + 1]! - x[3 * a + 1]!;
  const sz = x[3 * p + 2]! - x[3 * a + 2]!;
  const u = inverse * (sx * hx + sy * hy + sz * hz);
  if (u < BORDER || u > 1 - BORDER) return false;
  const kx = sy * uz - sz * uy;
  const ky = sz * ux - sx * uz;
  const kz = sx * uy - sy * ux;
  const v = inverse * (dx * kx + dy * ky + dz * kz);
  if (v < BORDER || u + v > 1 - BORDER) return false;
  const t = inverse * (vx * kx + vy * ky + vz * kz);
  return t > BORDER && t < 1 - BORDER;
}
