import type { ClothState } from './cloth-state.ts';

/**
 * Verlet step: moves on by the damped, clamped last move, then falls.
 *
 * @param keep Share of the last move that is made again. @param fall Metres along y. @param largestMove Metres.
 */
export function advance(
  { positions: x, previous }: ClothState,
  keep: number,
  fall: number,
  largestMove: number,
): void {
  const largestSquared = largestMove * largestMove;
  for (let i = 0; i < x.length; i += 3) {
    const px = x[i]!;
    const py = x[i + 1]!;
    const pz = x[i + 2]!;
    let mx = (px - previous[i]!) * keep;
    let my = (py - previous[i + 1]!) * keep;
    let mz = (pz - previous[i + 2]!) * keep;
    const squared = mx * mx + my * my + mz * mz;
    if (squared > largestSquared) {
      const shrink = largestMove / Math.sqrt(squared);
      mx *= shrink;
      my *= shrink;
      mz *= shrink;
    }
    previous[i] = px;
    previous[i + 1] = py;
    previous[i + 2] = pz;
    x[i] = px + mx;
    x[i + 1] = py + my + fall;
    x[i + 2] = pz + mz;
  }
}
