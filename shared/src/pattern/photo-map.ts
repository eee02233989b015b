import { seenOverBust } from './over-bust.ts';
import type { Panel } from './pattern.ts';
import { rolledX } from './unroll.ts';

/**
 * Where a flat point of a panel lies on the photo, working-image pixels. The only way from pattern to
 * photo: unrolled panels are rolled up again first.
 *
 * @param at Receives the pixel's x and y at `offset`.
 */
export function photoFromFlat(
  panel: Panel,
  x: number,
  y: number,
  at: { [index: number]: number },
  offset = 0,
): void {
  const [a, b, c, d, e, f] = panel.photoFromPattern;
  const seenY = seenOverBust(panel.overBust, x, y);
  const seenX = rolledX(panel.unroll, x, seenY);
  at[offset] = a * seenX + b * seenY + c;
  at[offset + 1] = d * seenX + e * seenY + f;
}
