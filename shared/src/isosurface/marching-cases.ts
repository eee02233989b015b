import { crossingLoops } from './crossing-loops.ts';
import { CUBE_FACES, EDGE_CORNERS } from './cube.ts';
import { CASE_COUNT } from './dual-cases.ts';

/** Marching cubes' 256 cases, generated from crossingLoops(). */
export interface MarchingCases {
  /** First triangle of each case, with the number of all triangles at the end. */
  readonly firstTriangle: Uint16Array;
  /** Three cell edges a triangle, counter-clockwise as seen from outside the shape. */
  readonly triangleEdges: Uint8Array;
}

/** A diagonal within a face costs more than any sum of lengths, so that it is taken only where nothing else is left. */
const IN_FACE = 1000;

/**
 * Cuts a loop of crossed edges into triangles. Of all ways it takes one without a diagonal inside a face
 * of the cell, because the cell beyond could draw the same one and the edge would have four triangles;
 * of those the one with the shortest diagonals between the middles of the edges.
 *
 * @returns Corners as places in the loop.
 */
function cutLoop(loop: readonly number[]): [number, number, number][] {
  const best = (
    from: number,
    to: number,
  ): { cost: number; triangles: [number, number, number][] } => {
    if (to - from < 2) return { cost: 0, triangles: [] };
    let found = { cost: Number.POSITIVE_INFINITY, triangles: [] as [number, number, number][] };
    for (let mid = from + 1; mid < to; mid++) {
      const left = best(from, mid);
      const right = best(mid, to);
      const cost =
        left.cost +
        right.cost +
        (mid - from > 1 ? diagonalCost(loop[from]!, loop[mid]!) : 0) +
        (to - mid > 1 ? diagonalCost(loop[mid]!, loop[to]!) : 0);
      if (cost < found.cost) {
        found = { cost, triangles: [...left.triangles, [from, mid, to], ...right.triangles] };
      }
    }
    return found;
  };
  return best(0, loop.length - 1).triangles;
}

function diagonalCost(a: number, b: number): number {
  const inFace = CUBE_FACES.some(
    ({ axis, side }) => isOnFace(a, axis, side) && isOnFace(b, axis, side),
  );
  let squared = 0;
  for (let axis = 0; axis < 3; axis++) squared += (middle(a, axis) - middle(b, axis)) ** 2;
  return squared + (inFace ? IN_FACE : 0);
}

/** 0, 0.5 or 1: where the middle of an edge lies along an axis of the cell. */
function middle(edge: number, axis: number): number {
  const u = EDGE_CORNERS[2 * edge]!;
  const v = EDGE_CORNERS[2 * edge + 1]!;
  return (((u >> axis) & 1) + ((v >> axis) & 1)) / 2;
}

function isOnFace(edge: number, axis: number, side: -1 | 1): boolean {
  return middle(edge, axis) === (side === 1 ? 1 : 0);
}

function generateMarchingCases(): MarchingCases {
  const firstTriangle = new Uint16Array(CASE_COUNT + 1);
  const triangleEdges: number[] = [];
  for (let caseId = 0; caseId < CASE_COUNT; caseId++) {
    for (const loop of crossingLoops(caseId)) {
      for (const triangle of cutLoop(loop)) {
        for (const place of triangle) triangleEdges.push(loop[place]!);
      }
    }
    firstTriangle[caseId + 1] = triangleEdges.length / 3;
  }
  return { firstTriangle, triangleEdges: Uint8Array.from(triangleEdges) };
}

/** A few milliseconds when the module is loaded, 3 kB. */
export const MARCHING_CASES: MarchingCases = generateMarchingCases();
