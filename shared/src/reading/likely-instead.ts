import type { Category } from '../garment/vocabulary.ts';

/** What a garment may be instead, likeliest first, where its category turns out not to hold. */
export const INSTEAD: Readonly<Record<Category, readonly Category[]>> = {
  top: ['dress', 'skirt'],
  shirt: ['top', 'dress'],
  hoodie: ['top', 'dress'],
  outerwear: ['top', 'dress'],
  dress: ['top', 'skirt'],
  skirt: ['dress', 'shorts'],
  trousers: ['shorts', 'skirt'],
  shorts: ['trousers', 'skirt'],
  jumpsuit: ['dress', 'trousers'],
  bodysuit: ['top', 'dress'],
};

/** A category that was only the second thought is not sure. */
export const SECOND_THOUGHT = 0.3;
