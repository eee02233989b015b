import type { StoredGarment, WornHow } from '../storage/database.ts';
import type { LayeredGarment } from './try-on-place.ts';
import { hangsFromWaist } from './wardrobe-records.ts';

/** A garment that the one in use is worn with. */
export interface Companion {
  readonly garment: StoredGarment;
  /** How the one in use is worn with it. */
  readonly how: WornHow;
}

/** Garments worn together: more have not been seen to hang well over each other. */
export const MOST_TOGETHER = 3;

/** Garments, inner to outer, as they are to be worn. Of tops that are in use the innermost one is tucked in. */
export function layersOf(
  garment: StoredGarment,
  companions: readonly Companion[],
): LayeredGarment[] {
  const inOrder = ordered(garment, companions);
  const tucking = companions.filter(({ how }) => how === 'tucked');
  const [innermostTop] = inOrder.filter((layer) => !hangsFromWaist(layer));
  const tucked = hangsFromWaist(garment)
    ? tucking.map((companion) => companion.garment)
    : tucking.map(() => innermostTop);
  return inOrder.map((layer) => ({ garment: layer, tucked: tucked.includes(layer) }));
}

/**
 * Which layer of its kind the one in use is, of tops or of what hangs from the waist, from the innermost one: an outfit
 * may be put on in another order than it was named in, but not within a kind.
 */
export function rankOfOwn(garment: StoredGarment, companions: readonly Companion[]): number {
  const kind = hangsFromWaist(garment);
  return ordered(garment, companions)
    .filter((layer) => hangsFromWaist(layer) === kind)
    .indexOf(garment);
}

function ordered(garment: StoredGarment, companions: readonly Companion[]): StoredGarment[] {
  const isOuter = ({ how }: Companion) => how === 'under';
  const named = (of: readonly Companion[]) => of.map((companion) => companion.garment);
  return [
    ...named(companions.filter((companion) => !isOuter(companion))),
    garment,
    ...named(companions.filter(isOuter)),
  ];
}
