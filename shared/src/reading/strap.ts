import { distance, type HalfOutline } from '../landmarks/half-outline.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';

/** A shoulder narrower than this share of half the torso's width is a strap. */
export const STRAP_WIDTH = 0.3;

/** Pixels from the neck point to the shoulder's tip (of a half without a sleeve). */
export function shoulderWidth(half: HalfOutline, side: UpperSide): number {
  return distance(half, side.neck, side.cuffOuter);
}
