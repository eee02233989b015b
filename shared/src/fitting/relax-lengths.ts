import { easedLength } from '../pattern/authored-ease.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/**
 * Moves vertices until edges are nearer to their flat lengths: sweeps over all edges, each time
 * putting one edge right (Gauss-Seidel, forwards and backwards in turn, so that no side is favoured).
 * No forces, no time: geometry only.
 *
 * @param positions xyz triples of the sewn vertices, metres; changed in place.
 */
export function relaxLengths(positions: Float32Array, sewn: SewnGarment, sweeps: number): void {
  const { ends, lengths } = flatEdges(sewn);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let n = 0; n < lengths.length; n++) {
      const e = sweep % 2 === 0 ? n : lengths.length - 1 - n;
      const p = 3 * ends[2 * e]!;
      const q = 3 * ends[2 * e + 1]!;
      const x = positions[q]! - positions[p]!;
      const y = positions[q + 1]! - positions[p + 1]!;
      const z = positions[q + 2]! - positions[p + 2]!;
      const length = Math.sqrt(x * x + y * y + z * z);
      if (length < 1e-9) continue;
      const half = (0.5 * (length - lengths[e]!)) / length;
      positions[p]! += half * x;
      positions[p + 1]! += half * y;
      positions[p + 2]! += half * z;
      positions[q]! -= half * x;
      positions[q + 1]! -= half * y;
      positions[q + 2]! -= half * z;
    }
  }
}

/** Each edge once, with its flat length, authored ease included, metres. */
function flatEdges({ indices, cornerFlat, easeAcross, easeAlong, vertexCount }: SewnGarment): {
  ends: Uint32Array;
  lengths: Float64Array;
} {
  const seen = new Set<number>();
  const ends: number[] = [];
  const lengths: number[] = [];
  for (let e = 0; e < indices.length; e++) {
    const next = e % 3 === 2 ? e - 2 : e + 1;
    const p = Math.min(indices[e]!, indices[next]!);
    const q = Math.max(indices[e]!, indices[next]!);
    if (seen.has(p * vertexCount + q)) continue;
    seen.add(p * vertexCount + q);
    ends.push(p, q);
    lengths.push(
      easedLength(
        cornerFlat[2 * next]! - cornerFlat[2 * e]!,
        cornerFlat[2 * next + 1]! - cornerFlat[2 * e + 1]!,
        (easeAcross[p]! + easeAcross[q]!) / 2,
        (easeAlong[p]! + easeAlong[q]!) / 2,
      ),
    );
  }
  return { ends: Uint32Array.from(ends), lengths: Float64Array.from(lengths) };
}
