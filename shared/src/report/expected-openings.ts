import type { Category, OpeningKind, Upper } from '../garment/vocabulary.ts';

/** One opening that a garment must have, by the kinds that count as it. */
export type ExpectedOpening = readonly OpeningKind[];

const NECK: ExpectedOpening = ['neck'];
const TOP: ExpectedOpening = ['top'];
const FRONT: ExpectedOpening = ['front'];
const ARM: ExpectedOpening = ['cuff', 'armhole'];
const HEM: ExpectedOpening = ['hem'];
const WAIST: ExpectedOpening = ['waist'];
const LEG: ExpectedOpening = ['leg'];

/**
 * The openings of a garment of this category, as the table in docs/gates.md has them.
 *
 * @param upper How its upper edge hangs; null for garments that hang from the waist.
 * @param openFront The front is open from neck to hem: one `front` loop instead of both.
 */
export function expectedOpenings(
  category: Category,
  upper: Upper | null,
  openFront = false,
): readonly ExpectedOpening[] {
  switch (category) {
    case 'skirt':
      return [WAIST, HEM];
    case 'trousers':
    case 'shorts':
      return [WAIST, LEG, LEG];
    case 'jumpsuit':
    case 'bodysuit':
      return [...upperOpenings(upper), LEG, LEG];
    default:
      return openFront ? [FRONT, ARM, ARM] : [...upperOpenings(upper), HEM];
  }
}

function upperOpenings(upper: Upper | null): ExpectedOpening[] {
  if (upper === 'strapless') return [TOP];
  return upper === 'one-shoulder' ? [NECK, ARM] : [NECK, ARM, ARM];
}

/** True when kinds and number are exactly those expected, in any order. */
export function openingsMatch(
  kinds: readonly OpeningKind[],
  expected: readonly ExpectedOpening[],
): boolean {
  const left = [...expected];
  for (const kind of kinds) {
    const slot = left.findIndex((candidate) => candidate.includes(kind));
    if (slot < 0) return false;
    left.splice(slot, 1);
  }
  return left.length === 0;
}
