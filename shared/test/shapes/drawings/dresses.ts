import type { Drawing } from './drawing.ts';
import { CREW, TEE_TOP } from './upper-edges.ts';

/** Drawn dresses. */
export const DRESSES = {
  'strapless-dress': {
    category: 'dress',
    upper: 'strapless',
    half: [
      {
        kind: 'top',
        points: [
          [0, -2],
          [10, 0],
          [23, -1.5],
        ],
      },
      {
        kind: 'side',
        points: [
          [23, -1.5],
          [18.5, -20],
          [27, -45],
          [32, -80],
        ],
      },
      {
        kind: 'hem',
        points: [
          [32, -80],
          [0, -81],
        ],
      },
    ],
  },
  dress: {
    category: 'dress',
    upper: 'sleeves',
    half: [
      ...TEE_TOP,
      {
        kind: 'shoulder',
        points: [
          [9, 0],
          [19, -4],
          [32, -20],
        ],
      },
      {
        kind: 'cuff',
        points: [
          [32, -20],
          [24, -27],
        ],
      },
      {
        kind: 'underarm',
        points: [
          [24, -27],
          [23, -22],
        ],
      },
      {
        kind: 'side',
        points: [
          [23, -22],
          [19, -40],
          [28, -62],
          [36, -100],
        ],
      },
      {
        kind: 'hem',
        points: [
          [36, -100],
          [0, -102],
        ],
      },
    ],
    neckline: CREW,
  },
} as const satisfies Record<string, Drawing>;
