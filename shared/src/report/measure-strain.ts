import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { easedLength } from '../pattern/authored-ease.ts';
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
 * @param easeAlong One number a vertex, see `DecodedGarment.easeAlong`.
 */
export function measureStrain(
  positions: Float32Array,
  indices: Uint32Array,
  pattern: Float32Array,
  easeAlong: Float32Array | null,
): StrainFigures {
  const vertexCount = positions.length / 3;
  const { starts, neighbours } = vertexNeighbours(vertexCount, indices);
  const strains = new Float64Array(neighbours.length / 2);
  let count = 0;
  let ease = 0;
  const measure = (p: number, q: number): void => {
    const across = (pattern[4 * p + 2]! + pattern[4 * q + 2]!) / 2;
    const along = easeAlong ? (easeAlong[p]! + easeAlong[q]!) / 2 : across;
    const dx = pattern[4 * p]! - pattern[4 * q]!;
    const dy = pattern[4 * p + 1]! - pattern[4 * q + 1]!;
    const drawn = Math.hypot(dx, dy);
    const flat = easedLength(dx, dy, across, along);
    // Two corners on one flat spot have no length to compare with.
    if (!(flat > 0)) return;
    const length = Math.hypot(
      positions[3 * p]! - positions[3 * q]!,
      positions[3 * p + 1]! - positions[3 * q + 1]!,
      positions[3 * p + 2]! - positions[3 * q + 2]!,
    );
    strains[count++] = Math.abs(length / flat - 1);
    ease += Math.abs(flat / drawn - 1);
  };
  for (let p = 0; p < vertexCount; p++) {
    for (let k = starts[p]!; k < starts[p + 1]!; k++) {
      if (neighbours[k]! > p) measure(p, neighbours[k]!);
    }
  }
  const authoredEaseMean = count > 0 ? ease / count : 0;
  return { ...meanAndP95(strains.subarray(0, count)), authoredEaseMean };
}
