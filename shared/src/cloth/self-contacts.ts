import { crossesAny } from '../mesh/self-crossings.ts';
import { gridOfTriangles, type TriangleGrid, trianglesMeeting } from '../mesh/triangle-grid.ts';
import { type VertexNeighbours, vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import type { Cloth } from './cloth.ts';
import type { Fabric } from './fabric.ts';

/*
 * Where a cloth is near itself. The lists are made on the processor, for any solver, between one chunk of substeps
 * and the next.
 */

/** Points of a cloth that are near other parts of it, and on which side of them each is. */
export interface SelfContacts {
  /** Four vertices a contact: the point's, then the triangle's. */
  readonly vertices: Uint32Array;
  /** One a contact; 1: the point is where the triangle's normal points to, -1: behind it. */
  readonly sides: Int8Array;
}

export const NO_CONTACTS: SelfContacts = { vertices: new Uint32Array(0), sides: new Int8Array(0) };

/** Metres beyond the gap within which points are listed. */
const MARGIN = 0.003;
/** Metres that cloth may move before it is looked through again: less than half of the margin, for both may come nearer. */
const MOVED = 0.001;
/** Triangles near one point that are looked at; a mesh that has more there is none of a cloth's. */
const MOST_NEAR = 1024;

/**
 * Given where a cloth is (xyz triples, metres) and the gap that it keeps off itself (metres), what of it may
 * come nearer than that before it is asked again. The same list for as long as hardly anything has moved.
 */
export type SelfContactWatch = (positions: Float64Array, gap: number) => SelfContacts;

/**
 * Metres that cloth keeps off itself: its thickness, and at least an eighth of an edge, for only its points are kept apart,
 * and what lies between them cuts the corners of folds.
 */
export function selfGap({ thickness }: Fabric, edgeLength: number): number {
  return Math.max(thickness, edgeLength / 8);
}

/** Watches one cloth, from one chunk of substeps to the next; nothing is done before it is asked. */
export function selfContactWatch(
  cloth: Pick<Cloth, 'vertexCount' | 'indices' | 'restLengths'>,
): SelfContactWatch {
  let find: ReturnType<typeof selfContactFinder> | null = null;
  let last: { contacts: SelfContacts; at: Float64Array; gap: number } | null = null;
  return (positions, gap) => {
    find ??= selfContactFinder(cloth);
    if (last === null || last.gap !== gap || hasMoved(last.at, positions)) {
      last = { contacts: find(positions, gap + MARGIN), at: positions.slice(), gap };
    }
    return last.contacts;
  };
}

function hasMoved(before: Float64Array, after: Float64Array): boolean {
  for (let i = 0; i < before.length; i += 3) {
    const dx = after[i]! - before[i]!;
    const dy = after[i + 1]! - before[i + 1]!;
    const dz = after[i + 2]! - before[i + 2]!;
    if (dx * dx + dy * dy + dz * dz > MOVED * MOVED) return true;
  }
  return false;
}

/**
 * Finds which of a cloth's vertices are near which of its triangles, again and again while it moves.
 *
 * What is next to a vertex (two edges away at most) is left to bending. So is what already went through itself to
 * smoothing: its points do not know their side, and kept to the one that they are on they would be held there
 * (as in GarmentCode's solver).
 *
 * @returns finds all that are within `reach` (metres) of a triangle's plane and box, at given positions.
 */
function selfContactFinder({
  vertexCount,
  indices,
  restLengths,
}: Pick<Cloth, 'vertexCount' | 'indices' | 'restLengths'>): (
  positions: Float64Array,
  reach: number,
) => SelfContacts {
  const adjacency = vertexNeighbours(vertexCount, indices);
  const boxes = new Float64Array(2 * indices.length);
  const edgeLength = restLengths.reduce((sum, length) => sum + length, 0) / restLengths.length;
  const nextTo = new Int32Array(vertexCount);
  const found = new Uint32Array(MOST_NEAR);
  const box = new Float64Array(6);
  return (positions, reach) => {
    const grid = gridOfTriangles(positions, indices, boxes, edgeLength);
    const tangled = tangle(positions, indices, boxes, grid, adjacency);
    const vertices: number[] = [];
    const sides: number[] = [];
    nextTo.fill(-1);
    for (let v = 0; v < vertexCount; v++) {
      for (let k = 0; k < 3; k++) {
        box[k] = positions[3 * v + k]! - reach;
        box[3 + k] = positions[3 * v + k]! + reach;
      }
      const count = Math.min(found.length, trianglesMeeting(grid, boxes, box, found));
      markNextTo(v, adjacency, nextTo);
      for (let n = 0; n < count; n++) {
        const a = indices[3 * found[n]!]!;
        const b = indices[3 * found[n]! + 1]!;
        const c = indices[3 * found[n]! + 2]!;
        if (nextTo[a] === v || nextTo[b] === v || nextTo[c] === v) continue;
        const height = heightOver(positions, a, b, c, v);
        if (height === 0 || !(Math.abs(height) <= reach)) continue;
        if (tangled(v) || tangled(a) || tangled(b) || tangled(c)) continue;
        vertices.push(v, a, b, c);
        sides.push(height > 0 ? 1 : -1);
      }
    }
    return { vertices: Uint32Array.from(vertices), sides: Int8Array.from(sides) };
  };
}

/** Marks a vertex and all that are two edges away at most with its number. */
function markNextTo(v: number, { starts, neighbours }: VertexNeighbours, marks: Int32Array): void {
  marks[v] = v;
  for (let k = starts[v]!; k < starts[v + 1]!; k++) {
    const u = neighbours[k]!;
    for (let l = starts[u]!; l < starts[u + 1]!; l++) marks[neighbours[l]!] = v;
  }
}

/** Tells whether one of a vertex's edges goes through the cloth; each is looked at once. */
function tangle(
  positions: Float64Array,
  indices: Uint32Array,
  boxes: Float64Array,
  grid: TriangleGrid,
  { starts, neighbours }: VertexNeighbours,
): (vertex: number) => boolean {
  const known = new Map<number, boolean>();
  return (v) => {
    const before = known.get(v);
    if (before !== undefined) return before;
    let crosses = false;
    for (let k = starts[v]!; k < starts[v + 1]! && !crosses; k++) {
      crosses = crossesAny(positions, indices, boxes, grid, v, neighbours[k]!);
    }
    known.set(v, crosses);
    return crosses;
  };
}

/** Metres that a vertex is over a triangle's plane, below 0 behind it; no number where that has no area. */
function heightOver(x: Float64Array, a: number, b: number, c: number, v: number): number {
  const ax = x[3 * a]!;
  const ay = x[3 * a + 1]!;
  const az = x[3 * a + 2]!;
  const ux = x[3 * b]! - ax;
  const uy = x[3 * b + 1]! - ay;
  const uz = x[3 * b + 2]! - az;
  const sx = x[3 * c]! - ax;
  const sy = x[3 * c + 1]! - ay;
  const sz = x[3 * c + 2]! - az;
  const nx = uy * sz - uz * sy;
  const ny = uz * sx - ux * sz;
  const nz = ux * sy - uy * sx;
  const over = nx * (x[3 * v]! - ax) + ny * (x[3 * v + 1]! - ay) + nz * (x[3 * v + 2]! - az);
  return over / Math.sqrt(nx * nx + ny * ny + nz * nz);
}
