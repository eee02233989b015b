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
  // By their places: as pairs taken apart, a mesh's vertices take as long as its triangles.
  const flat = panel.crotch ? mirrored(panel.crotch, x, y) : [x, y];
  const onHood = seenOnHood(panel.hood, flat[0]!, flat[1]!);
  const onLeg = seenOnLeg(panel.straightLegs, onHood[0], onHood[1]);
  const seen: [number, number] = [onLeg[0], onLeg[1]];
  if (!seenOnSleeves(panel.sleeves, seen)) seenBesideSides(panel.hiddenSides, seen, beyondSides);
  const seenY = seenOverBust(panel.overBust, seen[0], seen[1]);
  const seenX = rolledX(panel.unroll, seen[0], seenY);
  const map = panel.photoFromPattern;
  at[offset] = map[0] * seenX + map[1] * seenY + map[2];
  at[offset + 1] = map[3] * seenX + map[4] * seenY + map[5];
}

function mirrored(place: CrotchPlace, x: number, y: number): [number, number] {
  const beside = besideInseam(place, x, y);
  return [beside.x + beside.off * beside.inX, beside.y + beside.off * beside.inY];
}
