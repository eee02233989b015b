import type { Silhouette } from './silhouette.ts';

/** Bodies with legs. */
export const ONE_PIECE_SILHOUETTES = {
  jumpsuitWithSleeves: {
    category: 'jumpsuit',
    upper: ['sleeves'],
    half: [
      0, 2, 5, 1.5, 9, 0, 20, 4, 34, 19, 26, 26, 23, 22, 19, 42, 25, 62, 26, 74, 22, 140, 7, 140, 0,
      74,
    ],
  },
  strappedJumpsuit: {
    category: 'jumpsuit',
    upper: ['straps'],
    half: [
      0, 18, 5.4, 17, 8.7, 14, 9, 0, 11, 0, 11.8, 14, 16, 20, 21.5, 22, 18, 42, 25, 62, 26, 72, 29,
      138, 8, 138, 0, 72,
    ],
  },
  playsuit: {
    category: 'jumpsuit',
    upper: ['sleeveless', 'straps'],
    half: [
      0, 8, 5, 6, 8, 0, 13, 1.5, 13.5, 10, 17, 18, 22, 21, 18, 40, 25, 58, 30, 86, 4, 88, 0, 70,
    ],
  },
  straplessJumpsuit: {
    category: 'jumpsuit',
    upper: ['strapless'],
    half: [0, 1, 12, 0, 20, 1, 17.5, 20, 24, 42, 25, 52, 28, 116, 7, 116, 0, 52],
  },
  overalls: {
    category: 'jumpsuit',
    upper: ['straps', 'sleeveless'],
    half: [
      0, 22, 7, 22, 7, 0, 11, 0, 12.5, 22, 13.5, 42, 22, 46, 26, 66, 26, 76, 22, 142, 5, 142, 0, 78,
    ],
  },
  sleevelessBodysuit: {
    category: 'bodysuit',
    upper: ['sleeveless', 'straps'],
    half: [
      0, 10, 5, 8, 8, 0, 13, 1.5, 13.5, 10, 17, 18, 21, 21, 18, 40, 22, 56, 12, 64, 5, 71, 0, 72,
    ],
  },
} as const satisfies Record<string, Silhouette>;
