import type { Silhouette } from './silhouette.ts';

/** What hangs from the waist, by cut and length. */
export const BOTTOM_SILHOUETTES = {
  maxiSkirt: {
    category: 'skirt',
    upper: [],
    half: [0, 0.5, 17, 0, 22, 18, 30, 60, 38, 96, 0, 99],
  },
  pleatedMini: {
    category: 'skirt',
    upper: [],
    half: [
      0, 0.5, 17, 0, 17.5, 4, 37, 41, 37, 43, 34.9, 41.4, 32.9, 43, 30.8, 41.4, 28.8, 43, 26.7,
      41.4, 24.7, 43, 22.6, 41.4, 20.6, 43, 18.5, 41.4, 16.4, 43, 14.4, 41.4, 12.3, 43, 10.3, 41.4,
      8.2, 43, 6.2, 41.4, 4.1, 43, 2.1, 41.4, 0, 42.5,
    ],
  },
  pencil: {
    category: 'skirt',
    upper: [],
    half: [0, 0, 17.5, 0, 24, 20, 22, 58, 0, 58.5],
  },
  circle: {
    category: 'skirt',
    upper: [],
    half: [0, 0.5, 16, 0, 30, 16, 48, 48, 30, 58, 0, 61],
  },
  mermaid: {
    category: 'skirt',
    upper: [],
    half: [0, 0, 17, 0, 23, 20, 19, 58, 34, 92, 0, 95],
  },
  flared: {
    category: 'trousers',
    upper: [],
    half: [0, 0, 18, 0, 23, 18, 24, 30, 19, 60, 29, 102, 9, 102, 4, 58, 0, 29],
  },
  wideLeg: {
    category: 'trousers',
    upper: [],
    half: [0, 0, 18, 0, 24, 18, 28, 40, 36, 102, 4, 103, 0, 34],
  },
  palazzo: {
    category: 'trousers',
    upper: [],
    half: [0, 0, 18, 0, 24, 18, 30, 40, 42, 102, 2.5, 104, 0, 62],
  },
  leggings: {
    category: 'trousers',
    upper: [],
    half: [0, 0, 14, 0, 18, 14, 19, 26, 17, 60, 13, 92, 6, 92, 3, 60, 0, 27],
  },
  joggers: {
    category: 'trousers',
    upper: [],
    half: [0, 0, 18, 0, 25, 20, 34, 98, 25, 100, 0, 34],
  },
  capri: {
    category: 'trousers',
    upper: [],
    half: [0, 0, 18, 0, 23, 18, 23, 28, 22, 72, 8, 73, 0, 28],
  },
  bermuda: {
    category: 'shorts',
    upper: [],
    half: [0, 0, 19, 0, 25, 18, 28, 56, 4, 58, 0, 30],
  },
  hotPants: {
    category: 'shorts',
    upper: [],
    half: [0, 0, 18, 0, 23, 16, 26, 30, 3, 33, 0, 27],
  },
  boardShorts: {
    category: 'shorts',
    upper: [],
    half: [0, 0, 19, 0, 26, 20, 31, 52, 2.5, 55, 0, 36],
  },
} as const satisfies Record<string, Silhouette>;
