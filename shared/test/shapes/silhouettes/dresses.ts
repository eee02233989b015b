import type { Silhouette } from './silhouette.ts';

/** Dresses, among them those that are nearly tops. */
export const DRESS_SILHOUETTES = {
  straplessDress: {
    category: 'dress',
    upper: ['strapless'],
    half: [0, 3, 9, 0, 15, 1, 21, 5, 17, 24, 27, 45, 38, 95, 0, 97],
  },
  straplessMini: {
    category: 'dress',
    upper: ['strapless'],
    half: [0, 1, 12, 0, 20, 1, 17.5, 20, 22, 42, 24, 68, 0, 69],
  },
  oneShoulderDress: {
    category: 'dress',
    upper: ['one-shoulder'],
    half: [0, 9, 8, 2, 10, 0, 17, 2, 16, 12, 21, 22, 18, 40, 26, 66, 32, 100, 0, 101],
    right: [0, 9, 10, 16, 20, 23, 18, 40, 26, 66, 32, 100, 0, 101],
  },
  offShoulderDress: {
    category: 'dress',
    upper: ['sleeves'],
    half: [0, 2, 14, 1, 24, 0, 28, 1, 36, 17, 27, 22, 21.5, 12, 17, 34, 27, 55, 36, 98, 0, 100],
  },
  halterDress: {
    category: 'dress',
    upper: ['straps', 'sleeveless'],
    half: [0, 1, 4, 0.5, 7, 0, 9, 6, 14, 15, 21.5, 22, 17, 40, 27, 62, 36, 105, 0, 107],
  },
  spaghettiDress: {
    category: 'dress',
    upper: ['straps'],
    half: [
      0, 20, 6, 19, 9.7, 16, 10, 0, 10.9, 0, 11.7, 16, 15.9, 22, 20.5, 25, 17, 44, 25, 66, 33, 105,
      0, 107,
    ],
  },
  slipMini: {
    category: 'dress',
    upper: ['straps'],
    half: [
      0, 18, 6, 17, 9.7, 14, 10, 0, 10.9, 0, 11.7, 14, 15.9, 20, 20, 22, 19, 42, 22, 60, 24, 80, 0,
      81,
    ],
  },
  boatNeck: {
    category: 'dress',
    upper: ['sleeveless', 'straps'],
    half: [
      0, 0.9, 6, 0.8, 8.5, 0, 11.4, 2, 11.8, 3, 12, 10, 12.1, 13.5, 13, 15.5, 13, 20, 12, 30, 9.5,
      33, 16, 45, 27, 72, 14, 76, 0, 77,
    ],
  },
  sheath: {
    category: 'dress',
    upper: ['sleeveless'],
    half: [0, 6, 6, 4, 9, 0, 17, 3, 17, 12, 22, 23, 18, 42, 24, 62, 22, 100, 0, 101],
  },
  bodycon: {
    category: 'dress',
    upper: ['sleeves'],
    half: [
      0, 2, 5, 1.5, 9, 0, 19, 4, 45.3, 53.4, 38.2, 57.2, 21, 22, 18, 40, 23, 60, 21, 88, 0, 89,
    ],
  },
  knitDress: {
    category: 'dress',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 21, 4.5, 43.8, 55.7, 34.6, 59.7, 24, 24, 23.5, 40, 24.5, 92, 0, 93],
  },
  maxiWithSleeves: {
    category: 'dress',
    upper: ['sleeves'],
    half: [
      0, 2, 5, 1.5, 9, 0, 20, 4, 44.1, 55.7, 35.9, 59.5, 22, 23, 18, 42, 30, 80, 42, 140, 0, 144,
    ],
  },
  puffDress: {
    category: 'dress',
    upper: ['sleeves'],
    half: [
      0, 2, 5, 1.5, 9, 0, 17, 3, 24, 1, 31, 6, 33, 16, 30, 24, 23, 26, 21, 22, 17, 40, 28, 62, 38,
      100, 0, 102,
    ],
  },
  aLineDress: {
    category: 'dress',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 20, 4, 30, 17, 24, 24, 21.5, 22, 18, 40, 36, 92, 0, 95],
  },
  cappedDress: {
    category: 'dress',
    upper: ['sleeveless'],
    half: [
      0, 0.5, 8, 0.5, 19.5, 5.5, 24.5, 9, 24, 11, 21.5, 13, 20.5, 15.5, 20, 25, 20, 29, 19, 35, 20,
      37, 26, 41, 32, 47.5, 39, 57, 47.5, 72, 41, 76, 33, 79, 23.5, 82, 9.5, 84.5, 0, 84,
    ],
    right: [
      0, 0.5, 8, 0, 12, 2, 18, 2.5, 22, 4, 22.5, 9.5, 23, 11, 21.5, 14.5, 21.5, 33, 24, 37, 33, 49,
      40, 60, 45.5, 72.5, 39, 75.5, 36.5, 76, 34, 76.5, 33, 77, 33.5, 78.5, 28.5, 80, 18, 82, 8.5,
      85, 0, 84,
    ],
  },
} as const satisfies Record<string, Silhouette>;
