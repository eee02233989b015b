import { bulge, corners, distance, type HalfOutline } from './half-outline.ts';

/** Place of the walk, at or after `from`, furthest along the direction (du, dv). */
export function supportPlace(half: HalfOutline, du: number, dv: number, from = 0): number {
  let best = from;
  let most = -Infinity;
  for (let k = from; k < half.length; k++) {
    const support = du * half.u[k]! + dv * half.v[k]!;
    if (support > most) {
      most = support;
      best = k;
    }
  }
  return best;
}

/** Places of one half of a skirt; numbers are places of the walk. */
export interface WaistSide {
  readonly waist: number;
  readonly hem: number;
}

/** Places of one half of trousers or shorts. */
export interface LegSide {
  readonly waist: number;
  readonly legOuter: number;
  readonly legInner: number;
}

/** Direction of the waist's outer end: mostly up, so that a flared tier below it is not taken. */
const WAIST_OUT = 0.38;
const WAIST_UP = 0.925;

/** The waist's outer end: the upper outer corner, more up than out. */
export function waistEnd(half: HalfOutline, height: number): number {
  let limit = 0;
  while (limit < half.length - 1 && half.v[limit]! < 0.35 * height) limit++;
  let best = 0;
  let most = -Infinity;
  for (let k = 0; k <= limit; k++) {
    const support = WAIST_OUT * half.u[k]! - WAIST_UP * half.v[k]!;
    if (support > most) {
      most = support;
      best = k;
    }
  }
  return best;
}

export function readSkirtSide(half: HalfOutline, height: number): WaistSide {
  const waist = waistEnd(half, height);
  return { waist, hem: supportPlace(half, 0.55, 0.85, waist + 1) };
}

/** A leg's opening is straight to this share of its width. */
const MOST_BULGE = 0.25;
/** Its corners turn by at least this, radians. */
const LEAST_TURN = 0.5;
/** An opening found by its corners is taken when it scores so much better than the lowest points. */
const BETTER = 0.6;

/** How well the run between two places would do for a leg's opening: straight, square, across the leg, far down. */
function scoreOpening(
  half: HalfOutline,
  waist: number,
  outer: number,
  inner: number,
  height: number,
): number {
  const last = half.length - 1;
  const width = distance(half, outer, inner);
  // The leg is about as wide as the seat is from the axis to the side at the crotch.
  let seat = 0;
  for (let k = waist; k < outer; k++) {
    if (half.v[k]! < half.v[last]!) seat = Math.max(seat, half.u[k]!);
  }
  const share = width / Math.max(1, seat);
  if (share < 0.2 || share > 1.6) return -Infinity;
  const far = distance(half, Math.round((outer + inner) / 2), last) / height;
  const square = (turn: number): number => Math.min(1, Math.max(0, turn / (Math.PI / 2)));
  return (
    square(half.turn[outer]!) +
    square(half.turn[inner]!) +
    2 * far -
    (2 * bulge(half, outer, inner)) / Math.max(1, width)
  );
}

/**
 * Leg opening of one half: between the lowest outer and inner points, or, where a leg is bent or
 * folded, between the two corners of its end.
 *
 * @param half Must end at the crotch.
 */
export function readLegSide(half: HalfOutline, height: number): LegSide {
  const waist = waistEnd(half, height);
  const last = half.length - 1;
  // Where the legs lie closed the inseam is as short as the notch between them.
  const legOuter = Math.min(last - 3, supportPlace(half, 0.5, 0.87, waist + 1));
  const legInner = Math.min(last - 1, supportPlace(half, -0.5, 0.87, legOuter + 2));
  const lowest = scoreOpening(half, waist, legOuter, legInner, height);
  const spacing = Math.max(1e-6, distance(half, 0, 1));
  const ends = corners(half, 1, LEAST_TURN, Math.max(2, Math.round((0.018 * height) / spacing)));
  let best = { outer: legOuter, inner: legInner, score: lowest + BETTER };
  for (const outer of ends) {
    if (outer <= waist + 4 || half.v[outer]! < half.v[last]!) continue;
    for (const inner of ends) {
      if (inner <= outer + 2 || inner >= last) continue;
      if (bulge(half, outer, inner) > MOST_BULGE * distance(half, outer, inner)) continue;
      const score = scoreOpening(half, waist, outer, inner, height);
      if (score > best.score) best = { outer, inner, score };
    }
  }
  return { waist, legOuter: best.outer, legInner: best.inner };
}
