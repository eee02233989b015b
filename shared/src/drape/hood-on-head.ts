import type { Avatar } from '../body/avatar.ts';
import type { DrawToBody } from '../cloth/rules.ts';
import { type Pattern, wholePanel } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { requireLandmark } from './body-points.ts';

/*
 * A hood is worn up. It starts drawn over the head; two flat panels would stand up from there in a fin
 * and real hoods are sewn round, so their upper part is kept near the head.
 */

/** The head's upper part is round, of this radius seen from the side, metres. */
const HEAD_RADIUS = 0.09;
/** Metres between the top of the head and the cloth over it. */
const ABOVE_HEAD = 0.014;
/** The sides end on the top of the head; the back goes on over it. Radians from upright. */
const MOST_TURN = { sides: 1.4, back: Math.PI } as const;
/** The sides come in over the head by this share of their distance from the middle. */
const INWARDS = 0.4;
/** Metres from the head within which a hood's upper part lies, and share of its way there each substep. */
const NEAR_HEAD = 0.014;
const DRAW = 0.02;

/** Metres above the shoulders (the pattern's y = 0) from which a hood goes round neck and head. */
const ROUND_FROM = 0.03;

/** How a garment's hood lies on the head. */
export interface HoodOnHead {
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
export function hoodOnHead(pattern: Pattern, avatar: Avatar, lift: number): HoodOnHead | null {
  if (!wholePanel(pattern).hood) return null;
  const level = requireLandmark(avatar.record, 'head_top')[1] + ABOVE_HEAD - HEAD_RADIUS;
  return {
    from: level - lift,
    bend(at, beyond, middle, part) {
      const turn = Math.min(beyond / HEAD_RADIUS, MOST_TURN[part]);
      at[0] *= 1 - INWARDS * Math.min(1, beyond / HEAD_RADIUS) ** 2;
      at[1] = level + HEAD_RADIUS * Math.sin(turn);
      at[2] = middle + (at[2] - middle) * Math.cos(turn);
    },
  };
}

/**
 * Tells the vertices of a hood whose back may lie on either side of the body: it goes round the head's sides,
 * where the body ends as suddenly as its top does.
 */
export function goesRoundHead(hood: HoodOnHead | null, sewn: SewnGarment, vertex: number): boolean {
  return hood !== null && sewn.flat[2 * vertex + 1]! > ROUND_FROM;
}

/** Tells the vertices of a hood's part that is bent over the head. */
export function isBent(hood: HoodOnHead | null, sewn: SewnGarment, vertex: number): boolean {
  return hood !== null && sewn.flat[2 * vertex + 1]! > hood.from;
}

/** The rule that a hood's bent part lies on the head. */
export function restHoodOf(hood: HoodOnHead | null, sewn: SewnGarment): DrawToBody {
  const bent: number[] = [];
  for (let v = 0; v < sewn.vertexCount; v++) if (isBent(hood, sewn, v)) bent.push(v);
  return { kind: 'draw-to-body', vertices: Uint32Array.from(bent), play: NEAR_HEAD, share: DRAW };
}
