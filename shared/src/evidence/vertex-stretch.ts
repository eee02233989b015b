/** A flat triangle of less area than this has no direction to stretch in, square metres. */
const LEAST_AREA = 1e-9;

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

/**
 * How long the most stretched direction of the cloth is at each vertex, as a share of its flat
 * length: 1 is as cut, 1.1 drawn out by a tenth.
 *
 * The largest principal stretch of the right Cauchy-Green tensor C = F'F (Bonet and Wood, Nonlinear
 * Continuum Mechanics for Finite Element Analysis, 2008, section 4.5), F being the map from the flat
 * triangle to the worn one. C is averaged by flat area over a vertex's triangles first, so that the
 * noise of single triangles, which pull in all directions, does not read as stretch.
 *
 * @returns one number a vertex; NaN where no triangle has a flat area.
 */
export function vertexStretch(mesh: FlatMesh, basis: StretchBasis): Float32Array {
  const { positions, indices, pattern } = mesh;
  const count = positions.length / 3;
  // xx, xy, yy of C and the area that they were summed over.
  const sums = new Float64Array(4 * count);
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t]!, indices[t + 1]!, indices[t + 2]!];
    const [wide, tall] = basis === 'as-cut' ? [1, 1] : easeOf(mesh, a, b, c);
    const ux = wide * (pattern[4 * b]! - pattern[4 * a]!);
    const uy = tall * (pattern[4 * b + 1]! - pattern[4 * a + 1]!);
    const vx = wide * (pattern[4 * c]! - pattern[4 * a]!);
    const vy = tall * (pattern[4 * c + 1]! - pattern[4 * a + 1]!);
    const area = ux * vy - uy * vx;
    if (Math.abs(area) < LEAST_AREA) continue;
    let [xx, xy, yy] = [0, 0, 0];
    for (let axis = 0; axis < 3; axis++) {
      const p = positions[3 * b + axis]! - positions[3 * a + axis]!;
      const q = positions[3 * c + axis]! - positions[3 * a + axis]!;
      const fx = (p * vy - q * uy) / area;
      const fy = (q * ux - p * vx) / area;
      xx += fx * fx;
      xy += fx * fy;
      yy += fy * fy;
    }
    const weight = Math.abs(area);
    for (const v of [a, b, c]) {
      sums[4 * v]! += weight * xx;
      sums[4 * v + 1]! += weight * xy;
      sums[4 * v + 2]! += weight * yy;
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
