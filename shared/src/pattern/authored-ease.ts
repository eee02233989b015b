import type { AuthoredEase } from './pattern.ts';

/** Share of the radius within which the full amount holds; from there it eases to zero. */
const PLATEAU = 0.5;

/**
 * Ease factor at a point of the pattern: the strongest widening plus the strongest gathering that
 * reach it (overlapping spots of one region do not add up). A flat length between p and q becomes
 * |p - q| (1 + (e_p + e_q) / 2).
 *
 * @param x Metres, pattern frame.
 * @param y Metres, pattern frame.
 */
export function authoredEaseAt(spots: readonly AuthoredEase[], x: number, y: number): number {
  let widest = 0;
  let tightest = 0;
  for (const spot of spots) {
    const distance = Math.hypot(x - spot.x, y - spot.y) / spot.radius;
    if (distance >= 1) continue;
    const fade = distance <= PLATEAU ? 0 : (distance - PLATEAU) / (1 - PLATEAU);
    const amount = spot.amount * (1 - fade * fade * (3 - 2 * fade));
    if (amount > widest) widest = amount;
    else if (amount < tightest) tightest = amount;
  }
  return widest + tightest;
}
