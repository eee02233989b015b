import type { Cloth } from './cloth.ts';

/** Share of its flat length below which an edge yields no further: vertices must not fall together. */
export const SHORTEST = 0.6;

/**
 * The share of its excess length that each edge is corrected by in one time step: of the denominator of
 * XPBD, w0 + w1 + compliance / dt^2 (Macklin et al. 2016, eq. 18), what the masses make; 1 where cloth does not
 * stretch.
 */
export function stretchFactors(cloth: Cloth, dt: number): Float64Array {
  const { edges, edgeCompliances, inverseMasses } = cloth;
  return edgeCompliances.map((compliance, e) => {
    const masses = inverseMasses[edges[2 * e]!]! + inverseMasses[edges[2 * e + 1]!]!;
    return compliance > 0 ? masses / (masses + compliance / (dt * dt)) : 1;
  });
}

/**
 * One Gauss-Seidel pass over the edges (Macklin et al. 2016, XPBD).
 *
 * @param factors Of `stretchFactors`.
 * @param yielding Share of a shortened edge's correction that is made. Cloth gives way to pressure by
 *   wrinkling; wrinkles finer than the mesh can only be shorter edges, and a mesh that resists
 *   pressure as it resists pull holds up arches and puffs instead (on long sleeves plain to see).
 * @param forward The order of the edges. Alternating takes more stretch out of resting cloth; moving
 *   cloth takes the difference of the two orders for speed and shakes (up to 4 m/s, measured).
 */
export function solveStretch(
  cloth: Cloth,
  factors: Float64Array,
  x: Float64Array,
  yielding: number,
  forward: boolean,
): void {
  const { edges, restLengths, firstShares } = cloth;
  const count = restLengths.length;
  const step = forward ? 1 : -1;
  // Of cloth at rest every other edge is shortened, in no order that a processor could foretell: told apart
  // by a branch they cost half as much again.
  const ofExcess = (1 + yielding) / 2;
  const ofItsSize = (1 - yielding) / 2;
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
    let asked = factors[e]! * (ofExcess * excess + ofItsSize * Math.abs(excess));
    const most = length - SHORTEST * rest;
    if (asked > most) asked = most;
    const correction = asked / length;
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
