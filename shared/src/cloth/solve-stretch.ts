import type { Cloth } from './cloth.ts';

/**
 * One Gauss-Seidel pass of inextensible edges (Macklin et al. 2016, XPBD with zero compliance).
 * Passes alternate direction, so that corrections do not drift towards one end of the mesh.
 *
 * @param forward The order of the edges.
 * @param compression Share of a shortened edge's lack that is corrected. Below 1 the mesh gives way
 *   where cloth would fold more finely than the mesh can.
 */
export function solveStretch(
  cloth: Cloth,
  x: Float64Array,
  forward: boolean,
  compression: number,
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
    const over = length - restLengths[e]!;
    const correction = (over < 0 ? compression * over : over) / length;
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
