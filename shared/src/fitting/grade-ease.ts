import { vertexDistance } from '../mesh/vertex-distance.ts';
import { easedLength } from '../pattern/authored-ease.ts';

/** A garment is let out or taken in by at most these factors; beyond them it does not fit. */
const MOST = 1.5;
const LEAST = 0.6;
/** Rounds in which neighbouring factors are evened out: pieces are graded, not single triangles. */
const ROUNDS = 3;
/** Share of a vertex's own factor that pulls it to 1 where its edges say nothing of a direction. */
const STEADY = 0.02;

/** A surface's flat lengths with what was given to them, and how its cloth lay and lies. */
export interface GradedCloth {
  /** Four numbers a vertex, `_PATTERN`: flat x and y, ease across, placed height. */
  readonly pattern: Float32Array;
  readonly easeAlong: Float32Array;
  readonly indices: Uint32Array;
}

/**
 * Grades a garment's pieces to another body: their ease across and lengthwise grows by as much as
 * the cloth had to grow from the body it was cut for. Strain then says how the graded cloth hangs;
 * what grading gave is in the authored ease.
 *
 * @param before xyz of each vertex on the body it was cut for. @param after The same on the other body.
 * @returns New `pattern` and `easeAlong`; a copy of a seam vertex is graded with its own piece.
 */
export function gradeEase(
  { pattern, easeAlong, indices }: GradedCloth,
  before: Float32Array,
  after: Float32Array,
): { pattern: Float32Array; easeAlong: Float32Array } {
  const count = easeAlong.length;
  // Normal equations of a dx² + b dy² = growth² (dx² + dy²), over the edges at each vertex.
  const sums = new Float64Array(5 * count);
  const pairs: [number, number][] = [];
  for (let corner = 0; corner < indices.length; corner++) {
    const [v, w] = [indices[corner]!, indices[corner % 3 === 2 ? corner - 2 : corner + 1]!];
    pairs.push([v, w]);
    const across = 1 + (pattern[4 * v + 2]! + pattern[4 * w + 2]!) / 2;
    const along = 1 + (easeAlong[v]! + easeAlong[w]!) / 2;
    const dx = across * (pattern[4 * w]! - pattern[4 * v]!);
    const dy = along * (pattern[4 * w + 1]! - pattern[4 * v + 1]!);
    const flat = easedLength(dx, dy, 0, 0);
    const was = vertexDistance(before, v, w);
    if (flat === 0 || was === 0) continue;
    const [a, b] = [(dx / flat) ** 2, (dy / flat) ** 2];
    const growth = (vertexDistance(after, v, w) / was) ** 2;
    for (const end of [v, w]) {
      sums[5 * end]! += a * a;
      sums[5 * end + 1]! += a * b;
      sums[5 * end + 2]! += b * b;
      sums[5 * end + 3]! += a * growth;
      sums[5 * end + 4]! += b * growth;
    }
  }
  let factors = new Float64Array(2 * count).fill(1);
  for (let v = 0; v < count; v++) {
    const [aa, ab, bb, ag, bg] = sums.subarray(5 * v, 5 * v + 5) as unknown as number[];
    const weight = STEADY * (aa! + bb!) || 1;
    const [p, r] = [aa! + weight, bb! + weight];
    const determinant = p * r - ab! * ab!;
    const [s, t] = [ag! + weight, bg! + weight];
    factors[2 * v] = clamped(Math.sqrt(Math.max(0, (s * r - t * ab!) / determinant)));
    factors[2 * v + 1] = clamped(Math.sqrt(Math.max(0, (t * p - s * ab!) / determinant)));
  }
  for (let round = 0; round < ROUNDS; round++) factors = evened(factors, pairs);
  const graded = pattern.slice();
  for (let v = 0; v < count; v++) {
    graded[4 * v + 2] = (1 + pattern[4 * v + 2]!) * factors[2 * v]! - 1;
    graded[4 * v + 3] = pattern[4 * v + 3]! + after[3 * v + 1]! - before[3 * v + 1]!;
  }
  return {
    pattern: graded,
    easeAlong: easeAlong.map((ease, v) => (1 + ease) * factors[2 * v + 1]! - 1),
  };
}

function evened(factors: Float64Array, pairs: readonly [number, number][]) {
  const sums = factors.slice();
  const counts = new Float64Array(factors.length / 2).fill(1);
  for (const [v, w] of pairs) {
    for (let k = 0; k < 2; k++) {
      sums[2 * v + k]! += factors[2 * w + k]!;
      sums[2 * w + k]! += factors[2 * v + k]!;
    }
    counts[v]!++;
    counts[w]!++;
  }
  return sums.map((sum, i) => sum / counts[i >> 1]!);
}

function clamped(factor: number): number {
  return Math.min(MOST, Math.max(LEAST, factor));
}
