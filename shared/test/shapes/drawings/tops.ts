import type { Drawing } from './drawing.ts';
import { CREW, TANK_TOP, TEE_TOP } from './upper-edges.ts';

/** Drawn garments that end at the hips. */
export const TOPS = {
  tee: {
    category: 'top',
    upper: 'sleeves',
    half: [
      ...TEE_TOP,
      {
        kind: 'shoulder',
        points: [
          [9, 0],
          [22, -5],
          [38, -19],
        ],
      },
      {
        kind: 'cuff',
        points: [
          [38, -19],
          [29, -28],
        ],
      },
      {
        kind: 'underarm',
        points: [
          [29, -28],
          [24, -22],
        ],
      },
      {
        kind: 'side',
        points: [
          [24, -22],
          [23.5, -40],
          [24.5, -62],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24.5, -62],
          [0, -63],
        ],
      },
    ],
    neckline: CREW,
  },
  'long-sleeve': {
    category: 'top',
    upper: 'sleeves',
    half: [
      ...TEE_TOP,
      {
        kind: 'shoulder',
        points: [
          [9, 0],
          [21, -5],
          [54, -50],
        ],
      },
      {
        kind: 'cuff',
        points: [
          [54, -50],
          [46, -55],
        ],
      },
      {
        kind: 'underarm',
        points: [
          [46, -55],
          [24, -23],
        ],
      },
      {
        kind: 'side',
        points: [
          [24, -23],
          [23, -40],
          [24, -62],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -62],
          [0, -63],
        ],
      },
    ],
    neckline: CREW,
  },
  tank: {
    category: 'top',
    upper: 'sleeveless',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [22, -40],
          [24, -60],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -60],
          [0, -60],
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
  camisole: {
    category: 'top',
    upper: 'straps',
    half: [
      {
        kind: 'neck',
        points: [
          [0, -17],
          [6, -16.5],
          [9.5, -14],
          [10.2, 0],
        ],
      },
      {
        kind: 'shoulder',
        points: [
          [10.2, 0],
          [11.4, -0.1],
        ],
      },
      {
        kind: 'armhole',
        points: [
          [11.4, -0.1],
          [12, -13],
          [15, -18],
          [22, -22],
        ],
      },
      {
        kind: 'side',
        points: [
          [22, -22],
          [21, -38],
          [24, -58],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -58],
          [0, -58],
        ],
      },
    ],
    neckline: [
      [10.2, 0],
      [9.5, -14],
      [6, -18],
      [0, -20],
    ],
  },
  // Mirrored like the rest; its right shoulder is taken off when it is drawn.
  'one-shoulder': {
    category: 'top',
    upper: 'one-shoulder',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [22, -40],
          [24, -60],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -60],
          [0, -60],
        ],
      },
    ],
  },
} as const satisfies Record<string, Drawing>;
