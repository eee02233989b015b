import type { AvatarRecord } from '../body/avatar.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { Pattern } from '../pattern/pattern.ts';

/** What a garment that lies beneath goes round. */
export type GoesRound = Pick<Pattern, 'category' | 'upper'> & {
  /** Null: it has no legs. */
  readonly legAngles: unknown;
};

/** Girths that a garment from the shoulders, its sleeves and one from the waist go round. */
const TRUNK = ['bust', 'underbust', 'waist', 'hip'];
const ARMS = ['upper_arm', 'wrist'];
const BELOW = ['waist', 'hip'];
const LEGS = ['thigh', 'calf', 'ankle'];

/**
 * The body as a garment over others is cut for it: girths grow by what lies beneath.
 *
 * @param beneath What is worn already.
 * @param thickness Metres that each of them stands off what it lies on.
 */
export function measuresOver(
  record: AvatarRecord,
  beneath: readonly GoesRound[],
  thickness: number,
): AvatarRecord {
  const measures: Record<string, number> = { ...record.measures };
  const grow = (names: readonly string[]): void => {
    for (const name of names) {
      const key = `${name}_girth_cm`;
      if (measures[key] !== undefined) measures[key] += 100 * 2 * Math.PI * thickness;
    }
  };
  for (const garment of beneath) {
    const hangs = WAIST_CATEGORIES.has(garment.category);
    grow(hangs ? BELOW : TRUNK);
    if (garment.upper === 'sleeves') grow(ARMS);
    if (garment.legAngles !== null) grow(LEGS);
  }
  return { ...record, measures };
}
