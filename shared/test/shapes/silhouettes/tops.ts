import type { Silhouette } from './silhouette.ts';

/** Tops by the shape of their edge, their shoulders and their sleeves. */
export const TOP_SILHOUETTES = {
  tubeTop: {
    category: 'top',
    upper: ['strapless'],
    half: [0, 1, 12, 0, 21, 0.6, 20.5, 18, 22, 36, 0, 37],
  },
  oneShoulder: {
    category: 'top',
    upper: ['one-shoulder'],
    half: [0, 9, 8, 2, 10, 0, 17, 2, 16, 12, 21, 22, 19, 40, 22, 60, 0, 61],
    right: [0, 9, 10, 16, 20, 23, 19, 40, 22, 60, 0, 61],
  },
  offShoulderShort: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 14, 1, 24, 0, 28, 1, 36, 17, 27, 22, 21.5, 12, 20, 30, 22, 50, 0, 51],
  },
  offShoulderLong: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 14, 1, 24, 0, 28, 2, 46, 46, 38, 50, 21.5, 14, 20, 30, 22, 50, 0, 51],
  },
  halter: {
    category: 'top',
    upper: ['straps', 'sleeveless'],
    half: [0, 1, 4, 0.5, 7, 0, 9, 6, 14, 15, 21.5, 22, 20, 38, 22, 58, 0, 59],
  },
  halterV: {
    category: 'top',
    upper: ['straps', 'sleeveless'],
    half: [0, 16, 4, 6, 6, 0, 9, 0, 11, 9, 15, 16, 21.5, 22, 19, 38, 22, 56, 0, 57],
  },
  cropTee: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 22, 5, 36, 18, 28, 27, 23.5, 22, 24, 40, 0, 41],
  },
  cropTank: {
    category: 'top',
    upper: ['sleeveless', 'straps'],
    half: [0, 8, 5, 6, 8, 0, 13, 1.5, 13.5, 10, 17, 18, 22, 21, 21.5, 38, 0, 39],
  },
  boxyTee: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 26, 5, 40, 20, 31, 29, 28, 23, 28, 64, 0, 65],
  },
  thinStraps: {
    category: 'top',
    upper: ['straps'],
    half: [
      0, 18, 5.4, 17, 8.7, 14, 9, 0, 10.8, 0, 11.6, 14, 15.8, 20, 21.5, 22, 20, 40, 23, 60, 0, 61,
    ],
  },
  racer: {
    category: 'top',
    upper: ['sleeveless', 'straps'],
    half: [0, 10, 4, 7, 6, 0, 10, 1, 9.5, 10, 12, 18, 22, 26, 21, 45, 22, 64, 0, 65],
  },
  sleevesOut: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 21, 4.5, 69.5, 32.5, 64.5, 41.2, 23, 24, 22.5, 40, 23.5, 63, 0, 64],
  },
  sleevesDown: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 21, 4.5, 42, 56.4, 32.7, 60.2, 23, 24, 22.5, 40, 23.5, 63, 0, 64],
  },
  raglan: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 14, 3, 20, 9, 49.4, 54.3, 41.9, 59.2, 23, 27, 23, 63, 0, 64],
  },
  bell: {
    category: 'top',
    upper: ['sleeves'],
    half: [
      0, 2, 5, 1.5, 9, 0, 20, 4, 30, 26, 52, 56, 36, 63, 27, 38, 22.5, 23, 20, 40, 23, 60, 0, 61,
    ],
  },
  kimono: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 58, 8, 58, 40, 26, 38, 25, 70, 0, 71],
  },
  puff: {
    category: 'top',
    upper: ['sleeves'],
    half: [
      0, 2, 5, 1.5, 9, 0, 17, 3, 24, 1, 31, 6, 33, 16, 30, 24, 23, 26, 21, 22, 18, 40, 21, 56, 0,
      57,
    ],
  },
  peplum: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 2, 5, 1.5, 9, 0, 20, 4, 30, 16, 24, 23, 21.5, 21, 17, 40, 26, 58, 0, 60],
  },
  turtleneck: {
    category: 'top',
    upper: ['sleeves'],
    half: [0, 0, 7, 0, 7.5, 7, 20, 11, 48, 59.5, 40.2, 64, 23, 31, 22, 48, 23, 69, 0, 70],
  },
  vest: {
    category: 'top',
    upper: ['sleeveless', 'straps'],
    half: [0, 20, 5, 8, 8, 0, 15, 3, 14.5, 14, 17, 22, 23, 26, 21, 42, 23, 60, 4, 68, 0, 62],
  },
} as const satisfies Record<string, Silhouette>;
