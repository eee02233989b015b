import type { HalfOutline } from './half-outline.ts';

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

/** @param half Must end at the crotch. */
export function readLegSide(half: HalfOutline, height: number): LegSide {
  const waist = waistEnd(half, height);
  const last = half.length - 1;
  // Where the legs lie closed the inseam is as short as the notch between them.
  const legOuter = Math.min(last - 3, supportPlace(half, 0.5, 0.87, waist + 1));
  const legInner = Math.min(last - 1, supportPlace(half, -0.5, 0.87, legOuter + 2));
  return { waist, legOuter, legInner };
}
