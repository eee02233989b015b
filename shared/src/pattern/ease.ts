import type { Category, Ease } from '../garment/vocabulary.ts';

/** Garment girth minus body girth, centimetres, where a garment of the category is fitted. */
export interface GirthEase {
  readonly bust: number;
  readonly waist: number;
  readonly hip: number;
}

/*
 * Sources: wearing ease of woven clothes 4-7 bust, 2-2.5 waist,
 * 5-7 hip and trousers 4-5 seat (costume course, Central Washington University); T-shirt regular
 * 6-10, loose 12-18, oversize 20-35; men's shirts slim 12, normal 16, loose 20. Slim knits sit
 * near zero; slim here keeps a little so that cloth rests on the skin without stretch.
 */
const TOP: Record<Ease, GirthEase> = {
  slim: { bust: 4, waist: 6, hip: 3 },
  regular: { bust: 8, waist: 12, hip: 6 },
  oversize: { bust: 22, waist: 28, hip: 18 },
};
const SHIRT: Record<Ease, GirthEase> = {
  slim: { bust: 8, waist: 10, hip: 6 },
  regular: { bust: 13, waist: 16, hip: 9 },
  oversize: { bust: 24, waist: 28, hip: 20 },
};
const OVERLAYER: Record<Ease, GirthEase> = {
  slim: { bust: 11, waist: 14, hip: 9 },
  regular: { bust: 17, waist: 22, hip: 14 },
  oversize: { bust: 28, waist: 34, hip: 24 },
};
const DRESS: Record<Ease, GirthEase> = {
  slim: { bust: 3, waist: 3, hip: 4 },
  regular: { bust: 6, waist: 6, hip: 7 },
  oversize: { bust: 16, waist: 20, hip: 16 },
};
const SKIRT: Record<Ease, GirthEase> = {
  slim: { bust: 0, waist: 1.5, hip: 4 },
  regular: { bust: 0, waist: 2.5, hip: 6 },
  oversize: { bust: 0, waist: 4, hip: 12 },
};
const TROUSERS: Record<Ease, GirthEase> = {
  slim: { bust: 0, waist: 1.5, hip: 3 },
  regular: { bust: 0, waist: 2.5, hip: 5 },
  oversize: { bust: 0, waist: 4, hip: 13 },
};
const BODYSUIT: Record<Ease, GirthEase> = {
  slim: { bust: 1, waist: 2, hip: 2 },
  regular: { bust: 3, waist: 4, hip: 4 },
  oversize: { bust: 10, waist: 12, hip: 10 },
};

const TABLE: Record<Category, Record<Ease, GirthEase>> = {
  top: TOP,
  shirt: SHIRT,
  hoodie: OVERLAYER,
  outerwear: OVERLAYER,
  dress: DRESS,
  skirt: SKIRT,
  trousers: TROUSERS,
  shorts: TROUSERS,
  jumpsuit: DRESS,
  bodysuit: BODYSUIT,
};

/** Ease of a category in the chosen fit, centimetres of girth. */
export function girthEase(category: Category, ease: Ease): GirthEase {
  return TABLE[category][ease];
}
