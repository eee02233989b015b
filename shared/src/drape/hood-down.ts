import type { Avatar } from '../body/avatar.ts';
import { type Pattern, wholePanel } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { requireLandmark } from './body-points.ts';

/*
 * A hood is worn down. It starts drawn over the head, as far back as it just not holds there, and falls
 * behind the neck by itself: so its back comes to lie outside and its rim round the neck. Started behind
 * the neck, layer on layer, it kept the layers' folds.
 */

/** The head's upper part is round, of this radius seen from the side, metres. */
const HEAD_RADIUS = 0.09;
/** Metres between the top of the head and the cloth over it. */
const ABOVE_HEAD = 0.014;
/** The sides end on the top of the head; the back goes on over it. Radians from upright. */
const MOST_TURN = { sides: 1.4, back: Math.PI } as const;
/** The sides come in over the head by this share of their distance from the middle. */
const INWARDS = 0.4;
/** How far back the whole is drawn, round the back of the neck. */
const DRAWN_BACK = (20 * Math.PI) / 180;

/** How a garment's hood starts. */
export interface HoodDown {
  /** Pattern frame, metres: what of the hood is above it bends over the head. */
  readonly from: number;
  /**
   * Lays a place that stands beside the head at the level `from` over the head.
   *
   * @param at xyz, file frame, in place. @param beyond Metres of cloth beyond that level.
   * @param middle z of the head's middle. @param part Of the hood: its sides or its back.
   */
  bend(
    at: [number, number, number],
    beyond: number,
    middle: number,
    part: keyof typeof MOST_TURN,
  ): void;
}

/** Null for a pattern without a drafted hood. */
export function hoodDown(pattern: Pattern, avatar: Avatar, lift: number): HoodDown | null {
  if (!wholePanel(pattern).hood) return null;
  const level = requireLandmark(avatar.record, 'head_top')[1] + ABOVE_HEAD - HEAD_RADIUS;
  const [, neckY, neckZ] = requireLandmark(avatar.record, 'neck_back');
  return {
    from: level - lift,
    bend(at, beyond, middle, part) {
      const turn = Math.min(beyond / HEAD_RADIUS, MOST_TURN[part]);
      const up = level + HEAD_RADIUS * Math.sin(turn) - neckY;
      const forward = middle + (at[2] - middle) * Math.cos(turn) - neckZ;
      // Below the level the cloth stands upright: drawn back the more, the higher it is.
      const back = DRAWN_BACK * Math.min(1, beyond / HEAD_RADIUS);
      at[0] *= 1 - INWARDS * Math.min(1, beyond / HEAD_RADIUS) ** 2;
      at[1] = neckY + up * Math.cos(back) + forward * Math.sin(back);
      at[2] = neckZ + forward * Math.cos(back) - up * Math.sin(back);
    },
  };
}

/** Tells the vertices of a hood's bent part, which may lie on either side of the body. */
export function isBent(hood: HoodDown | null, sewn: SewnGarment, vertex: number): boolean {
  return hood !== null && sewn.flat[2 * vertex + 1]! > hood.from;
}
