import type { Cloth } from './cloth.ts';

export interface StrainSummary {
  /** Mean of |length / flat length - 1| over the edges. */
  readonly mean: number;
  readonly p95: number;
  readonly largest: number;
}

/** How far a cloth's edges are from their flat lengths. @param positions xyz triples, metres. */
export function measureStrain(cloth: Cloth, positions: ArrayLike<number>): StrainSummary {
  const { edges, restLengths } = cloth;
  const strains = restLengths.map((rest, e) => {
    const a = 3 * edges[2 * e]!;
    const b = 3 * edges[2 * e + 1]!;
    const dx = positions[b]! - positions[a]!;
    const dy = positions[b + 1]! - positions[a + 1]!;
    const dz = positions[b + 2]! - positions[a + 2]!;
    return Math.abs(Math.sqrt(dx * dx + dy * dy + dz * dz) / rest - 1);
  });
  let sum = 0;
  for (const strain of strains) sum += strain;
  strains.sort();
  const count = strains.length;
  return {
    mean: count === 0 ? 0 : sum / count,
    p95: count === 0 ? 0 : strains[Math.min(count - 1, Math.floor(0.95 * count))]!,
    largest: count === 0 ? 0 : strains[count - 1]!,
  };
}
