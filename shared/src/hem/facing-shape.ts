import type { GarmentSurface } from '../gltf/split-garment.ts';
import { planarTriangleQuality } from '../mesh/triangle-quality.ts';
import type { ClothInset } from './cloth-insets.ts';

export type FlatPoint = readonly [number, number];

/** Rings of a facing: 0 the cloth's edge, 1 the fold's inner rim, 2 the facing's end. */
export type Ring = 0 | 1 | 2;

/**
 * The two ways to cut a quad of corners 0 and 1 on one ring, 2 and 3 on the next, into triangles that
 * run against the cloth's own along their shared edge.
 */
const DIAGONALS = [
  [1, 0, 2, 1, 2, 3],
  [1, 0, 3, 0, 2, 3],
] as const;

/** The two triangles between two rings beside one open edge. */
export interface FacingStrip {
  /** Corners of both: 0 and 1 the edge's start and end on one ring, 2 and 3 the same on the next. */
  readonly order: readonly number[];
  /** Signed flat quality of each triangle. */
  readonly qualities: readonly number[];
}

/** Where facings lie flat: the cloth's own shape beside its edges. */
export interface FacingShape {
  readonly surface: GarmentSurface;
  readonly insets: ReadonlyMap<number, ClothInset>;
  /** Of the fold, metres. */
  readonly thickness: number;
}

/** Flat place of a ring at a drawn vertex of an edge, metres. */
export function facingPoint(
  { surface: { pattern }, insets, thickness }: FacingShape,
  v: number,
  ring: Ring,
): FlatPoint {
  const { distance, along, square } = insets.get(v)!;
  const rim = ring === 0 ? 0 : thickness;
  const inside = ring === 2 ? distance : 0;
  return [
    pattern[4 * v]! + rim * square[0] + inside * along[0],
    pattern[4 * v + 1]! + rim * square[1] + inside * along[1],
  ];
}

/** The triangles between ring and next ring from one drawn vertex to the next, cut the better way. */
export function facingStrip(
  shape: FacingShape,
  from: number,
  to: number,
  ring: 0 | 1,
): FacingStrip {
  const next = ring === 0 ? 1 : 2;
  const corners = [
    facingPoint(shape, from, ring),
    facingPoint(shape, to, ring),
    facingPoint(shape, from, next),
    facingPoint(shape, to, next),
  ];
  const [one, other] = DIAGONALS.map((order) => {
    const [p, q, r, s, t, u] = order.map((k) => corners[k]!);
    return { order, qualities: [qualityOf(p!, q!, r!), qualityOf(s!, t!, u!)] };
  });
  return worstOf(one!) >= worstOf(other!) ? one! : other!;
}

/** Quality of the worse triangle; 0 where they lie on different sides. */
function worstOf({ qualities: [a, b] }: FacingStrip): number {
  return Math.sign(a!) === Math.sign(b!) ? Math.min(Math.abs(a!), Math.abs(b!)) : 0;
}

const qualityOf = (a: FlatPoint, b: FlatPoint, c: FlatPoint) =>
  planarTriangleQuality(a[0], a[1], b[0], b[1], c[0], c[1]);
