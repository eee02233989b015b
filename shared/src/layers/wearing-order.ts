import { type Category, WAIST_CATEGORIES } from '../garment/vocabulary.ts';

/** One garment of an outfit, as far as its place among the others goes. */
export interface Wearable {
  readonly category: Category;
  /** A top whose hem is worn inside what hangs from the waist. */
  readonly tucked: boolean;
}

/** What always goes inside a waistband. */
const ALWAYS_TUCKED: ReadonlySet<Category> = new Set(['bodysuit']);

/**
 * The order in which garments are put on, inner to outer: the stated one, but for what hangs from the
 * waist, which goes over a tucked top (and over all that lies beneath it) and under the others.
 *
 * @param stated Inner to outer.
 * @returns Places in `stated`.
 */
export function wearingOrder(stated: readonly Wearable[]): number[] {
  const places = stated.map((_, place) => place);
  const hangs = (place: number): boolean => WAIST_CATEGORIES.has(stated[place]!.category);
  const isTucked = (place: number): boolean =>
    stated[place]!.tucked || ALWAYS_TUCKED.has(stated[place]!.category);
  const lastTucked = places.filter((place) => !hangs(place) && isTucked(place)).at(-1) ?? -1;
  const upper = places.filter((place) => !hangs(place));
  return [
    ...upper.filter((place) => place <= lastTucked),
    ...places.filter(hangs),
    ...upper.filter((place) => place > lastTucked),
  ];
}

/**
 * What was to be tucked in and cannot be: it hangs from the waist itself, or nothing of the outfit does.
 *
 * @returns Places in `stated`.
 */
export function untuckable(stated: readonly Wearable[]): number[] {
  const hangs = ({ category }: Wearable): boolean => WAIST_CATEGORIES.has(category);
  const hasWaistband = stated.some(hangs);
  return stated.flatMap((garment, place) =>
    garment.tucked && (hangs(garment) || !hasWaistband) ? [place] : [],
  );
}
