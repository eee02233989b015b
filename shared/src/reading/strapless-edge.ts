import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import { waistEnd } from '../landmarks/waist-side.ts';
import { measureUpperEdge } from './waist-edge.ts';

/** A strapless edge, heart-shaped at most, rises above the line between its ends by less than this share of its width. */
const STRAPLESS_RISE = 0.06;
/** From its humps such an edge goes on outwards, falling less steeply than this (down over out); armholes fall more. */
const EDGE_FALL = 1.4;
/** And it ends within this share of the garment's height. */
const EDGE_WITHIN = 0.25;
const STRAPLESS_DIP = 0.3;
/** It is about as wide as the torso (two half widths); a collar is narrower. */
const STRAPLESS_WIDTH = 1.3;
/**
 * Within this depth below its corner an armhole's outline goes out again by more than this, both beside half
 * the edge's width, and before that it comes in no further than to this share of it; a waist lies further in.
 */
const ARMHOLE_DEPTH = 1.25;
const ARMHOLE_GROWTH = 0.05;
const ARMHOLE_HOLLOW = 0.92;

/** Where the upper edge ends: a heart-shaped one falls towards it. */
function edgeEnd(half: HalfOutline, height: number): number {
  let best = waistEnd(half, height);
  const reach = (k: number): number => half.u[k]! - half.v[k]! / EDGE_FALL;
  for (let k = best; k < half.length && half.v[k]! < EDGE_WITHIN * height; k++) {
    if (reach(k) > reach(best)) best = k;
  }
  return best;
}

/** Whether the outline goes out again below a corner, as an armhole does; a strapless side only comes in to the waist. */
function hasArmhole(half: HalfOutline, corner: number, halfEdge: number): boolean {
  let least = Infinity;
  for (let k = corner; k < half.length; k++) {
    if (half.v[k]! > half.v[corner]! + ARMHOLE_DEPTH * halfEdge) return false;
    least = Math.min(least, half.u[k]!);
    if (least < ARMHOLE_HOLLOW * half.u[corner]!) return false;
    if (half.u[k]! > least + ARMHOLE_GROWTH * halfEdge) return true;
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
  if (edge.rise >= STRAPLESS_RISE) return false;
  const armhole = (half: HalfOutline): boolean =>
    hasArmhole(half, edgeEnd(half, frame.height), edge.width / 2);
  return !armhole(leftHalf) && !armhole(rightHalf);
}
