import type { Cloth } from '../cloth/cloth.ts';

/** Share of its length by which an edge in a crease is short at least. */
const SHORT = 0.08;

/**
 * The cloth with the creases that it was smoothed into: wrinkles finer than its mesh are edges that are short, and
 * with nothing to hold them such edges would push the crease open again.
 *
 * @param positions xyz triples, metres. @param smoothed Vertices.
 */
export function creasedCloth(
  cloth: Cloth,
  positions: ArrayLike<number>,
  smoothed: ReadonlySet<number>,
): Cloth {
  const { edges, restLengths } = cloth;
  const creased = restLengths.map((rest, e) => {
    const [p, q] = [edges[2 * e]!, edges[2 * e + 1]!];
    if (!smoothed.has(p) && !smoothed.has(q)) return rest;
    const dx = positions[3 * q]! - positions[3 * p]!;
    const dy = positions[3 * q + 1]! - positions[3 * p + 1]!;
    const dz = positions[3 * q + 2]! - positions[3 * p + 2]!;
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    return length < (1 - SHORT) * rest ? length : rest;
  });
  return { ...cloth, restLengths: creased };
}
