import type { FitMap } from './map-scales.ts';

/** What a map shows, for pictures and files; apps say it in their user's language. */
export const MAP_CAPTIONS: Readonly<Record<FitMap, string>> = {
  strain:
    'STRAIN: length in the most stretched direction, % of the length as cut (ease given in fitting counts as pull)',
  'strain-fitted':
    'STRAIN AS FITTED: length in the most stretched direction, % of the length with the ease given in fitting',
  gap: 'GAP: distance from cloth to the skin, or to the garment beneath, mm',
  contact: 'CONTACT: touching (less than 6 mm), near (6 to 15 mm), away',
};
