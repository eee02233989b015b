import { cellRange, gridOfTriangles, type TriangleGrid } from './triangle-grid.ts';
import { vertexNeighbours } from './vertex-neighbours.ts';

/*
 * Edges of a surface that pass through triangles of the same surface: cloth that has gone through
 * cloth. A uniform grid finds the pairs that can meet; boxes spare most of them the exact test.
 */

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
  return crossingFinder(positions.length / 3, indices)(positions);
}

/**
 * The same for a mesh that is looked at again and again while it moves.
 *
 * @returns finds the crossing edges at given positions: about 8 ms at 7,000 vertices.
 */
export function crossingFinder(
  vertexCount: number,
  indices: Uint32Array,
): (positions: ArrayLike<number>) => Uint32Array {
  const edges = edgesOf(vertexCount, indices);
  const boxes = new Float64Array(2 * indices.length);
  return (positions) => {
    const grid = gridOfTriangles(positions, indices, boxes, meanLength(positions, edges));
    const crossing: number[] = [];
    for (let e = 0; e < edges.length; e += 2) {
      const p = edges[e]!;
      const q = edges[e + 1]!;
      if (crossesAny(positions, indices, boxes, grid, p, q)) crossing.push(p, q);
    }
    return Uint32Array.from(crossing);
  };
}

function edgesOf(vertexCount: number, indices: Uint32Array): Uint32Array {
  const { starts, neighbours } = vertexNeighbours(vertexCount, indices);
  const edges = new Uint32Array(neighbours.length);
  let count = 0;
  for (let v = 0; v < vertexCount; v++) {
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      if (neighbours[k]! <= v) continue;
      edges[count++] = v;
      edges[count++] = neighbours[k]!;
    }
  }
  return edges.slice(0, count);
}

function meanLength(x: ArrayLike<number>, edges: Uint32Array): number {
  let sum = 0;
  for (let e = 0; e < edges.length; e += 2) {
    const a = 3 * edges[e]!;
    const b = 3 * edges[e + 1]!;
    const dx = x[a]! - x[b]!;
    const dy = x[a + 1]! - x[b + 1]!;
    const dz = x[a + 2]! - x[b + 2]!;
    sum += Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return edges.length > 0 ? (2 * sum) / edges.length : 0;
}

const EDGE_BOX = new Float64Array(6);
const RANGE = new Int32Array(6);

/**
 * Whether the edge from p to q passes through a triangle of which neither is a corner.
 *
 * @param boxes Of the triangles, as `gridOfTriangles` filled it at these positions.
 */
export function crossesAny(
  x: ArrayLike<number>,
  indices: Uint32Array,
  boxes: Float64Array,
  grid: TriangleGrid,
  p: number,
  q: number,
): boolean {
  for (let k = 0; k < 3; k++) {
    const a = x[3 * p + k]!;
    const b = x[3 * q + k]!;
    EDGE_BOX[k] = a < b ? a : b;
    EDGE_BOX[3 + k] = a < b ? b : a;
  }
  const lowX = EDGE_BOX[0]!;
  const lowY = EDGE_BOX[1]!;
  const lowZ = EDGE_BOX[2]!;
  const highX = EDGE_BOX[3]!;
  const highY = EDGE_BOX[4]!;
  const highZ = EDGE_BOX[5]!;
  cellRange(grid, EDGE_BOX, 0, RANGE);
  const { size, starts, triangles } = grid;
  for (let k = RANGE[2]!; k <= RANGE[5]!; k++) {
    for (let j = RANGE[1]!; j <= RANGE[4]!; j++) {
      const row = (k * size[1] + j) * size[0];
      // Cells of a row follow each other, and so do their triangles.
      const end = starts[row + RANGE[3]! + 1]!;
      for (let n = starts[row + RANGE[0]!]!; n < end; n++) {
        const t = triangles[n]!;
        const at = 6 * t;
        if (boxes[at]! > highX || boxes[at + 3]! < lowX) continue;
        if (boxes[at + 1]! > highY || boxes[at + 4]! < lowY) continue;
        if (boxes[at + 2]! > highZ || boxes[at + 5]! < lowZ) continue;
        const a = indices[3 * t]!;
        const b = indices[3 * t + 1]!;
        const c = indices[3 * t + 2]!;
        if (a === p || a === q || b === p || b === q || c === p || c === q) continue;
        if (segmentCrosses(x, p, q, a, b, c)) return true;
      }
    }
  }
  return false;
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
