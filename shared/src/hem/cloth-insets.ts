import type { GarmentSurface } from '../gltf/split-garment.ts';
import type { EdgeRun } from './edge-runs.ts';

/**
 * A place on the cloth beside an open edge's vertex, in one of the vertex's triangles: the vertex
 * itself plus shares `b` and `c` of the ways to the two other corners, and how far that is.
 */
export interface ClothInset {
  readonly b: number;
  readonly c: number;
  readonly shareB: number;
  readonly shareC: number;
  /** Flat distance from the vertex, metres. */
  readonly distance: number;
  /** Flat unit direction to that place. */
  readonly along: readonly [number, number];
  /** Flat unit direction square to the edge. */
  readonly square: readonly [number, number];
}

/** An inset stays within this share of its triangle, so that neighbours' insets keep their order. */
const WITHIN = 0.9;

/**
 * For every drawn vertex on open edges, the place `width` metres into the cloth: square to the edge,
 * or along the seam where two panels meet, so that both find the same place.
 *
 * @param width shorter where the triangles at the edge are.
 * @returns by drawn vertex.
 */
export function clothInsets(
  surface: GarmentSurface,
  loops: readonly (readonly EdgeRun[])[],
  width: number,
): Map<number, ClothInset> {
  const { indices, sewnVertices } = surface;
  const inwards = edgeDirections(surface, loops);
  const corners = new Map<number, number[]>();
  const onEdge = new Set([...inwards.keys()].map((v) => sewnVertices[v]!));
  /** Copies of an edge's vertex by each sewn neighbour: more than one at a seam. */
  const copiesAt = new Map<number, Map<number, Set<number>>>();
  for (let e = 0; e < indices.length; e += 1) {
    const v = indices[e]!;
    if (!onEdge.has(sewnVertices[v]!)) continue;
    const list = corners.get(v) ?? [];
    list.push(e);
    corners.set(v, list);
    const sewn = sewnVertices[v]!;
    const neighbours = copiesAt.get(sewn) ?? new Map<number, Set<number>>();
    for (const other of [indices[turn(e, 1)]!, indices[turn(e, 2)]!]) {
      const copies = neighbours.get(sewnVertices[other]!) ?? new Set<number>();
      copies.add(v);
      neighbours.set(sewnVertices[other]!, copies);
    }
    copiesAt.set(sewn, neighbours);
  }
  const insets = new Map<number, ClothInset>();
  for (const [v, direction] of inwards) {
    const own = corners.get(v) ?? [];
    const seam = [...copiesAt.get(sewnVertices[v]!)!].find(
      ([, copies]) => copies.size > 1 && copies.has(v),
    );
    const inset = seam
      ? alongSeam(surface, v, own, seam[0], direction, width)
      : acrossTriangle(surface, v, own, direction, width);
    if (inset) insets.set(v, inset);
  }
  return insets;
}

/** Corner number of the same triangle, `by` corners on. */
const turn = (e: number, by: number) => e - (e % 3) + ((e + by) % 3);

/** Flat direction into the cloth at each drawn vertex of open edges: the mean of its edges' normals. */
function edgeDirections(
  { pattern }: GarmentSurface,
  loops: readonly (readonly EdgeRun[])[],
): Map<number, readonly [number, number]> {
  const sums = new Map<number, [number, number]>();
  for (const { from, to, across } of loops.flat(2)) {
    const ex = pattern[4 * to]! - pattern[4 * from]!;
    const ey = pattern[4 * to + 1]! - pattern[4 * from + 1]!;
    const tx = pattern[4 * across]! - pattern[4 * from]!;
    const ty = pattern[4 * across + 1]! - pattern[4 * from + 1]!;
    const side = ex * ty - ey * tx > 0 ? 1 : -1;
    const length = Math.hypot(ex, ey) || 1;
    for (const v of [from, to]) {
      const sum = sums.get(v) ?? [0, 0];
      sum[0] -= (side * ey) / length;
      sum[1] += (side * ex) / length;
      sums.set(v, sum);
    }
  }
  const unit = new Map<number, readonly [number, number]>();
  for (const [v, [x, y]] of sums) {
    const length = Math.hypot(x, y) || 1;
    unit.set(v, [x / length, y / length]);
  }
  return unit;
}

function alongSeam(
  { indices, sewnVertices, pattern }: GarmentSurface,
  v: number,
  corners: readonly number[],
  neighbour: number,
  square: readonly [number, number],
  width: number,
): ClothInset | null {
  for (const e of corners) {
    for (const by of [1, 2]) {
      const b = indices[turn(e, by)]!;
      if (sewnVertices[b] !== neighbour) continue;
      const x = pattern[4 * b]! - pattern[4 * v]!;
      const y = pattern[4 * b + 1]! - pattern[4 * v + 1]!;
      const length = Math.hypot(x, y);
      if (!(length > 0)) return null;
      const distance = Math.min(width, WITHIN * length);
      const shareB = distance / length;
      return { b, c: b, shareB, shareC: 0, distance, along: [x / length, y / length], square };
    }
  }
  return null;
}

function acrossTriangle(
  { indices, pattern }: GarmentSurface,
  v: number,
  corners: readonly number[],
  square: readonly [number, number],
  width: number,
): ClothInset | null {
  const [dx, dy] = square;
  for (const e of corners) {
    const b = indices[turn(e, 1)]!;
    const c = indices[turn(e, 2)]!;
    const bx = pattern[4 * b]! - pattern[4 * v]!;
    const by = pattern[4 * b + 1]! - pattern[4 * v + 1]!;
    const cx = pattern[4 * c]! - pattern[4 * v]!;
    const cy = pattern[4 * c + 1]! - pattern[4 * v + 1]!;
    const area = bx * cy - by * cx;
    if (area === 0) continue;
    const alongB = (dx * cy - dy * cx) / area;
    const alongC = (bx * dy - by * dx) / area;
    if (alongB < -1e-6 || alongC < -1e-6) continue;
    const distance = Math.min(width, WITHIN / (alongB + alongC));
    return {
      b,
      c,
      shareB: alongB * distance,
      shareC: alongC * distance,
      distance,
      along: square,
      square,
    };
  }
  return null;
}
