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

/** x and y of both sides. */
type FlatSides = readonly [number, number, number, number];

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
  return meanStretch(positions, indices, (t) => {
    const [a, b, c] = [indices[t]!, indices[t + 1]!, indices[t + 2]!];
    const [wide, tall] = basis === 'as-cut' ? [1, 1] : easeOf(mesh, a, b, c);
    return [
      wide * (pattern[4 * b]! - pattern[4 * a]!),
      tall * (pattern[4 * b + 1]! - pattern[4 * a + 1]!),
      wide * (pattern[4 * c]! - pattern[4 * a]!),
      tall * (pattern[4 * c + 1]! - pattern[4 * a + 1]!),
    ];
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
  return meanStretch(positions, indices, (t) => {
    const flat = (corner: number, axis: number) =>
      cornerFlat[2 * (t + corner) + axis]! - cornerFlat[2 * t + axis]!;
    return [flat(1, 0), flat(1, 1), flat(2, 0), flat(2, 1)];
  });
}

/** @param flatSides of the triangle whose first corner is `t`: its two sides from there, laid flat. */
function meanStretch(
  positions: Float32Array,
  indices: Uint32Array,
  flatSides: (t: number) => FlatSides,
): Float32Array {
  const count = positions.length / 3;
  // xx, xy, yy of C and the area that they were summed over.
  const sums = new Float64Array(4 * count);
  const tensor = new Float64Array(3);
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t]!, indices[t + 1]!, indices[t + 2]!];
    const weight = cauchyGreen(flatSides(t), positions, a, b, c, tensor);
    if (weight < LEAST_AREA) continue;
    for (const v of [a, b, c]) {
      for (let k = 0; k < 3; k++) sums[4 * v + k]! += weight * tensor[k]!;
      sums[4 * v + 3]! += weight;
    }
  }
  return Float32Array.from({ length: count }, (_, v) => {
    const area = sums[4 * v + 3]!;
    const [xx, xy, yy] = [sums[4 * v]!, sums[4 * v + 1]!, sums[4 * v + 2]!];
    const largest = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
    return Math.sqrt(largest / area);
  });
}

function easeOf(
  { pattern, easeAlong }: FlatMesh,
  a: number,
  b: number,
  c: number,
): [number, number] {
  const wide = 1 + (pattern[4 * a + 2]! + pattern[4 * b + 2]! + pattern[4 * c + 2]!) / 3;
  return [wide, easeAlong ? 1 + (easeAlong[a]! + easeAlong[b]! + easeAlong[c]!) / 3 : wide];
}
