import type { Drawing } from './drawing.ts';
import { TANK_TOP } from './upper-edges.ts';

/** Drawn garments with a body and legs in one. */
export const ONE_PIECES = {
  bodysuit: {
    category: 'bodysuit',
    upper: 'sleeveless',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [19, -40],
          [24, -58],
        ],
      },
      {
        kind: 'leg',
        points: [
          [24, -58],
          [12, -64],
          [5, -71],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [5, -71],
          [0, -72],
        ],
      },
    ],
    neckline: [
      [8, 0],
      [7.5, -8],
      [4, -13],
      [0, -14],
    ],
  },
  jumpsuit: {
    category: 'jumpsuit',
    upper: 'sleeveless',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [19, -42],
          [25, -60],
          [26, -72],
          [23, -140],
        ],
      },
      {
        kind: 'leg',
        points: [
          [23, -140],
          [7, -140],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [7, -140],
          [0, -71],
        ],
      },
    ],
    neckline: [
      [8, 0],
      [7.5, -8],
      [4, -13],
      [0, -14],
    ],
  },
} as const satisfies Record<string, Drawing>;
