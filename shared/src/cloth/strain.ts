import type { Cloth } from './cloth.ts';

/** Two vertices an edge, and its flat length, metres. */
export type StrainedEdges = Pick<Cloth, 'edges' | 'restLengths'>;

export interface StrainSummary {
  /** Mean of |length / flat length - 1| over the edges. */
  readonly mean: number;
  readonly p95: number;
  readonly largest: number;
}

/** How far a cloth's edges are from their flat lengths. @param positions xyz triples, metres. */
export function measureStrain(cloth: StrainedEdges, positions: ArrayLike<number>): StrainSummary {
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

/** The edges that a written garment has and is judged by: those in seams are in either panel. */
export function edgesAsWritten(
  { edges, restLengths, edgeCorners }: Cloth,
  trianglePanels: Uint8Array,
): StrainedEdges {
  const panelAt = (corner: number) => trianglePanels[Math.floor(corner / 3)];
  const listed: number[] = [];
  restLengths.forEach((_, e) => {
    const [first, second] = [edgeCorners[2 * e]!, edgeCorners[2 * e + 1]!];
    listed.push(e);
    if (second >= 0 && panelAt(first) !== panelAt(second)) listed.push(e);
  });
  return {
    edges: Uint32Array.from(listed.flatMap((e) => [edges[2 * e]!, edges[2 * e + 1]!])),
    restLengths: Float64Array.from(listed, (e) => restLengths[e]!),
  };
}
