import { cauchyGreen, LEAST_AREA } from '../cloth/cauchy-green.ts';
import { layFlat } from '../cloth/lay-flat.ts';

/** A worn mesh with its flat state, one entry a file vertex; see `DecodedGarment`. */
export interface FlatMesh {
  /** xyz triples, metres. */
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
  /** Four numbers a vertex: flat x and y (metres), the ease factor of lengths across, and one more. */
  readonly pattern: Float32Array;
  /** Ease factor of lengthwise lengths; null: as across. */
  readonly easeAlong: Float32Array | null;
}

/**
 * What cloth is compared with: the pieces as the outline cut them, or those with the ease that the
 * pattern and the fittings gave them since.
 */
export type StretchBasis = 'as-cut' | 'as-fitted';

/** Writes x and y of a triangle's two sides from its first corner, laid flat; `t` is that corner. */
type SidesOf = (t: number, sides: Float64Array) => void;

/**
 * How long the most stretched direction of the cloth is at each vertex, as a share of its flat
 * length: 1 is as cut, 1.1 drawn out by a tenth.
 *
 * The largest principal stretch of the right Cauchy-Green tensor C (cauchy-green.ts). C is averaged by flat area over a vertex's triangles first, so that the
 * noise of single triangles, which pull in all directions, does not read as stretch.
 *
 * @returns one number a vertex; NaN where no triangle has a flat area.
 */
export function vertexStretch(mesh: FlatMesh, basis: StretchBasis): Float32Array {
  const { positions, indices, pattern } = mesh;
  return meanStretch(positions, indices, (t, sides) => {
    const a = indices[t]!;
    const b = indices[t + 1]!;
    const c = indices[t + 2]!;
    const wide = basis === 'as-cut' ? 1 : easeAcrossOf(mesh, a, b, c);
    const tall = basis === 'as-cut' ? 1 : easeAlongOf(mesh, a, b, c);
    sides[0] = wide * (pattern[4 * b]! - pattern[4 * a]!);
    sides[1] = tall * (pattern[4 * b + 1]! - pattern[4 * a + 1]!);
    sides[2] = wide * (pattern[4 * c]! - pattern[4 * a]!);
    sides[3] = tall * (pattern[4 * c + 1]! - pattern[4 * a + 1]!);
  });
}

/**
 * The same of a mesh without flat pieces, against its own shape: each triangle laid flat by itself (lay-flat.ts),
 * so that triangles side by side have their ups alike.
 *
 * @param rest Where each vertex is in that shape, xyz triples, metres.
 */
export function restStretch(
  positions: Float32Array,
  indices: Uint32Array,
  rest: Float32Array,
): Float32Array {
  const { cornerFlat } = layFlat(rest, indices);
  return meanStretch(positions, indices, (t, sides) => {
    sides[0] = cornerFlat[2 * t + 2]! - cornerFlat[2 * t]!;
    sides[1] = cornerFlat[2 * t + 3]! - cornerFlat[2 * t + 1]!;
    sides[2] = cornerFlat[2 * t + 4]! - cornerFlat[2 * t]!;
    sides[3] = cornerFlat[2 * t + 5]! - cornerFlat[2 * t + 1]!;
  });
}

function meanStretch(
  positions: Float32Array,
  indices: Uint32Array,
  sidesOf: SidesOf,
): Float32Array {
  const count = positions.length / 3;
  // xx, xy, yy of C and the area that they were summed over.
  const sums = new Float64Array(4 * count);
  const tensor = new Float64Array(3);
  const sides = new Float64Array(4);
  for (let t = 0; t < indices.length; t += 3) {
    sidesOf(t, sides);
    const a = indices[t]!;
    const b = indices[t + 1]!;
    const c = indices[t + 2]!;
    const weight = cauchyGreen(sides, positions, a, b, c, tensor);
    if (weight < LEAST_AREA) continue;
    addTensor(sums, a, tensor, weight);
    addTensor(sums, b, tensor, weight);
    addTensor(sums, c, tensor, weight);
  }
  const stretch = new Float32Array(count);
  for (let v = 0; v < count; v++) stretch[v] = largestStretch(sums, v);
  return stretch;
}

function addTensor(sums: Float64Array, v: number, tensor: Float64Array, weight: number): void {
  sums[4 * v]! += weight * tensor[0]!;
  sums[4 * v + 1]! += weight * tensor[1]!;
  sums[4 * v + 2]! += weight * tensor[2]!;
  sums[4 * v + 3]! += weight;
}

function largestStretch(sums: Float64Array, v: number): number {
  const xx = sums[4 * v]!;
  const xy = sums[4 * v + 1]!;
  const yy = sums[4 * v + 2]!;
  const largest = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
  return Math.sqrt(largest / sums[4 * v + 3]!);
}

function easeAcrossOf({ pattern }: FlatMesh, a: number, b: number, c: number): number {
  return 1 + (pattern[4 * a + 2]! + pattern[4 * b + 2]! + pattern[4 * c + 2]!) / 3;
}

function easeAlongOf(mesh: FlatMesh, a: number, b: number, c: number): number {
  const { easeAlong } = mesh;
  if (!easeAlong) return easeAcrossOf(mesh, a, b, c);
  return 1 + (easeAlong[a]! + easeAlong[b]! + easeAlong[c]!) / 3;
}
