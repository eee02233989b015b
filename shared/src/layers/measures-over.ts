import type { AvatarRecord } from '../body/avatar.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { Pattern } from '../pattern/pattern.ts';

/** Girths that a garment from the shoulders, its sleeves and one from the waist go round. */
const TRUNK = ['bust', 'underbust', 'waist', 'hip'];
const ARMS = ['upper_arm', 'wrist'];
const BELOW = ['waist', 'hip'];
const LEGS = ['thigh', 'calf', 'ankle'];

/**
 * The body as a garment over others is cut for it: girths grow by what lies beneath.
 *
 * @param beneath Patterns already worn.
 * @param thickness Metres that each of them stands off what it lies on.
 */
export function measuresOver(
  record: AvatarRecord,
  beneath: readonly Pattern[],
  thickness: number,
): AvatarRecord {
  const measures: Record<string, number> = { ...record.measures };
  const grow = (names: readonly string[]): void => {
    for (const name of names) {
      const key = `${name}_girth_cm`;
      if (measures[key] !== undefined) measures[key] += 100 * 2 * Math.PI * thickness;
    }
  };
  for (const pattern of beneath) {
    const hangs = WAIST_CATEGORIES.has(pattern.category);
    grow(hangs ? BELOW : TRUNK);
    if (pattern.upper === 'sleeves') grow(ARMS);
    if (pattern.legAngles !== null) grow(LEGS);
  }
  return { ...record, measures };
}
