import { meanAndP95 } from './mean-and-p95.ts';

export interface StrainFigures {
  /** |length / flat length - 1|, mean and 95th percentile over edges. */
  readonly mean: number;
  readonly p95: number;
  /** Mean size of the ease authored into the flat lengths, over the same edges. */
  readonly authoredEaseMean: number;
}

/**
 * Strain of a worn garment against its flat pattern, over the edges of its file triangles, each
 * once (a seam's edge counts in both of its panels, which have their own flat lengths).
 *
 * @param positions xyz triples, metres.
 * @param pattern Four numbers a vertex, see `DecodedGarment.pattern`.
 */
export function measureStrain(
  positions: Float32Array,
  indices: Uint32Array,
  pattern: Float32Array,
): StrainFigures {
  const vertexCount = positions.length / 3;
  const seen = new Set<number>();
  const strains: number[] = [];
  let ease = 0;
  for (let e = 0; e < indices.length; e++) {
    const p = indices[e]!;
    const q = indices[e % 3 === 2 ? e - 2 : e + 1]!;
    const key = p < q ? p * vertexCount + q : q * vertexCount + p;
    if (seen.has(key)) continue;
    seen.add(key);
    const authored = (pattern[4 * p + 2]! + pattern[4 * q + 2]!) / 2;
    const drawn = Math.hypot(
      pattern[4 * p]! - pattern[4 * q]!,
      pattern[4 * p + 1]! - pattern[4 * q + 1]!,
    );
    const flat = drawn * (1 + authored);
    // Two corners on one flat spot have no length to compare with.
    if (!(flat > 0)) continue;
    const length = Math.hypot(
      positions[3 * p]! - positions[3 * q]!,
      positions[3 * p + 1]! - positions[3 * q + 1]!,
      positions[3 * p + 2]! - positions[3 * q + 2]!,
    );
    strains.push(Math.abs(length / flat - 1));
    ease += Math.abs(authored);
  }
  const authoredEaseMean = strains.length > 0 ? ease / strains.length : 0;
  return { ...meanAndP95(Float64Array.from(strains)), authoredEaseMean };
}
