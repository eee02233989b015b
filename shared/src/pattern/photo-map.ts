import { besideInseam } from './crotch-place.ts';
import { seenOnHood } from './draft-hood.ts';
import { type BeyondSide, seenBesideSides } from './hidden-sides.ts';
import { seenOverBust } from './over-bust.ts';
import type { CrotchPlace, Panel } from './pattern.ts';
import { seenOnSleeves } from './sleeve-lay.ts';
import { seenOnLeg } from './straighten-legs.ts';
import { rolledX } from './unroll.ts';

/**
 * Where a flat point of a panel lies on the photo, working-image pixels. The only way from pattern to
 * photo: drafted hoods are laid, straightened legs and sleeves bent and unrolled panels rolled up again first. Cloth let in at the
 * crotch, which it does not show, takes that of the leg beside it, as in a mirror.
 *
 * @param at Receives the pixel's x and y at `offset`.
 * @param beyondSides What cloth of a side that a sleeve hides is taken for; `edge` for what the photo shows of an outline.
 */
export function photoFromFlat(
  panel: Panel,
  x: number,
  y: number,
  at: { [index: number]: number },
  offset = 0,
  beyondSides: BeyondSide = 'mirrored',
): void {
  const [a, b, c, d, e, f] = panel.photoFromPattern;
  const [flatX, flatY] = panel.crotch ? mirrored(panel.crotch, x, y) : [x, y];
  const seen: [number, number] = [
    ...seenOnLeg(panel.straightLegs, ...seenOnHood(panel.hood, flatX, flatY)),
  ];
  if (!seenOnSleeves(panel.sleeves, seen)) seenBesideSides(panel.hiddenSides, seen, beyondSides);
  const seenY = seenOverBust(panel.overBust, ...seen);
  const seenX = rolledX(panel.unroll, seen[0], seenY);
  at[offset] = a * seenX + b * seenY + c;
  at[offset + 1] = d * seenX + e * seenY + f;
}

function mirrored(place: CrotchPlace, x: number, y: number): [number, number] {
  const beside = besideInseam(place, x, y);
  return [beside.x + beside.off * beside.inX, beside.y + beside.off * beside.inY];
}
