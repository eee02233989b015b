import type { Drawing } from './drawing.ts';

/** Drawn garments that hang from the waist. */
export const BOTTOMS = {
  trousers: {
    category: 'trousers',
    upper: null,
    half: [
      {
        kind: 'waist',
        points: [
          [0, 0],
          [18.5, 0.5],
        ],
      },
      {
        kind: 'outseam',
        points: [
          [18.5, 0.5],
          [24.5, -18],
          [26, -30],
          [24, -101],
        ],
      },
      {
        kind: 'leg',
        points: [
          [24, -101],
          [7, -101],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [7, -101],
          [0, -28],
        ],
      },
    ],
  },
  shorts: {
    category: 'shorts',
    upper: null,
    half: [
      {
        kind: 'waist',
        points: [
          [0, 0],
          [19, 0.5],
        ],
      },
      {
        kind: 'outseam',
        points: [
          [19, 0.5],
          [25, -18],
          [30, -48],
        ],
      },
      {
        kind: 'leg',
        points: [
          [30, -48],
          [3, -50],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [3, -50],
          [0, -29],
        ],
      },
    ],
  },
  skirt: {
    category: 'skirt',
    upper: null,
    half: [
      {
        kind: 'waist',
        points: [
          [0, -0.5],
          [18.5, 0],
        ],
      },
      {
        kind: 'side',
        points: [
          [18.5, 0],
          [25, -20],
          [34, -60],
        ],
      },
      {
        kind: 'hem',
        points: [
          [34, -60],
          [0, -63],
        ],
      },
    ],
  },
} as const satisfies Record<string, Drawing>;
