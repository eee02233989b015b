import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import { waistEnd } from '../landmarks/waist-side.ts';
import { measureUpperEdge } from './waist-edge.ts';

/** A strapless edge rises above the line between its ends by less than this share of its width. */
const STRAPLESS_RISE = 0.03;
/** A heart-shaped one rises by less than this, and below its ends there is no armhole. */
const HEART_RISE = 0.06;
/** From its humps such an edge falls at most this far to its ends, beside half its width. */
const EDGE_FALL = 0.35;
const STRAPLESS_DIP = 0.3;
/** It is about as wide as the torso (two half widths); a collar is narrower. */
const STRAPLESS_WIDTH = 1.3;
/** Within this depth below its corner an armhole's outline goes out again by more than that, in half torso widths. */
const ARMHOLE_DEPTH = 0.85;
const ARMHOLE_GROWTH = 0.05;

/** Place furthest out within the upper edge's reach: a heart-shaped edge falls towards it. */
function outerCorner(half: HalfOutline, height: number): number {
  let best = waistEnd(half, height);
  const limit = half.v[best]! + EDGE_FALL * half.u[best]!;
  for (let k = best; k < half.length && half.v[k]! <= limit; k++) {
    if (half.u[k]! > half.u[best]!) best = k;
  }
  return best;
}

/** Whether the outline goes out again below a corner, as an armhole does; a strapless side only comes in to the waist. */
function hasArmhole(half: HalfOutline, corner: number, torso: number): boolean {
  let least = Infinity;
  for (let k = corner; k < half.length; k++) {
    if (half.v[k]! > half.v[corner]! + ARMHOLE_DEPTH * torso) return false;
    least = Math.min(least, half.u[k]!);
    if (half.u[k]! > least + ARMHOLE_GROWTH * torso) return true;
  }
  return false;
}

/** Whether a garment without sleeves, collar or hood ends in a straight or heart-shaped edge round the bust. */
export function isStraplessEdge(
  frame: GarmentFrame,
  { leftHalf, rightHalf, torso }: Upper,
): boolean {
  const edge = measureUpperEdge(leftHalf, rightHalf, frame.height);
  if (edge.dip >= STRAPLESS_DIP || edge.width <= STRAPLESS_WIDTH * torso) return false;
  if (edge.rise < STRAPLESS_RISE) return true;
  const armhole = (half: HalfOutline): boolean =>
    hasArmhole(half, outerCorner(half, frame.height), torso);
  return edge.rise < HEART_RISE && !armhole(leftHalf) && !armhole(rightHalf);
}
