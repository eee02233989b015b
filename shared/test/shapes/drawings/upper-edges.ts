import type { HalfRun } from './drawing.ts';

/** The back neck of a garment with sleeves. */
export const TEE_TOP: readonly HalfRun[] = [
  {
    kind: 'neck',
    points: [
      [0, -2],
      [5, -1.6],
      [9, 0],
    ],
  },
];
/** A round front neckline below it. */
export const CREW: readonly (readonly [number, number])[] = [
  [9, 0],
  [8, -4],
  [5, -8],
  [0, -9.5],
];
/** Neck, shoulder and armhole without a sleeve. */
export const TANK_TOP: readonly HalfRun[] = [
  {
    kind: 'neck',
    points: [
      [0, -4],
      [5, -3],
      [8, 0],
    ],
  },
  {
    kind: 'shoulder',
    points: [
      [8, 0],
      [12, -1.5],
    ],
  },
  {
    kind: 'armhole',
    points: [
      [12, -1.5],
      [13, -9],
      [16, -17],
      [23, -22],
    ],
  },
];
