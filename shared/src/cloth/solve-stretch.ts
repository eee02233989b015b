import type { Cloth } from './cloth.ts';

/** Share of its flat length below which an edge yields no further: vertices must not fall together. */
const SHORTEST = 0.6;

/**
 * One Gauss-Seidel pass of inextensible edges (Macklin et al. 2016, XPBD with zero compliance).
 *
 * @param yielding Share of a shortened edge's correction that is made. Cloth gives way to pressure by
 *   wrinkling; wrinkles finer than the mesh can only be shorter edges, and a mesh that resists
 *   pressure as it resists pull holds up arches and puffs instead (on long sleeves plain to see).
 * @param forward The order of the edges. Alternating takes more stretch out of resting cloth; moving
 *   cloth takes the difference of the two orders for speed and shakes (up to 4 m/s, measured).
 */
export function solveStretch(
  cloth: Cloth,
  x: Float64Array,
  yielding: number,
  forward: boolean,
): void {
  const { edges, restLengths, firstShares } = cloth;
  const count = restLengths.length;
  const step = forward ? 1 : -1;
  for (let n = 0, e = forward ? 0 : count - 1; n < count; n++, e += step) {
    const a = 3 * edges[2 * e]!;
    const b = 3 * edges[2 * e + 1]!;
    const dx = x[b]! - x[a]!;
    const dy = x[b + 1]! - x[a + 1]!;
    const dz = x[b + 2]! - x[a + 2]!;
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (length < 1e-9) continue;
    const rest = restLengths[e]!;
    const excess = length - rest;
    const correction =
      (excess < 0 ? Math.min(yielding * excess, length - SHORTEST * rest) : excess) / length;
    const s = correction * firstShares[e]!;
    const r = s - correction;
    x[a]! += s * dx;
    x[a + 1]! += s * dy;
    x[a + 2]! += s * dz;
    x[b]! += r * dx;
    x[b + 1]! += r * dy;
    x[b + 2]! += r * dz;
  }
}
