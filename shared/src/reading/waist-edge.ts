import type { HalfOutline } from '../landmarks/half-outline.ts';
import { waistEnd } from '../landmarks/waist-side.ts';

/** The upper edge of a garment between its two upper outer corners. */
export interface UpperEdge {
  /** Distance between the corners, pixels. */
  readonly width: number;
  /** How far the edge sinks below the line between the corners, as a share of the width. */
  readonly dip: number;
  /** How far it rises above that line: a waistband does not, shoulders and necks do. */
  readonly rise: number;
}

export function measureUpperEdge(left: HalfOutline, right: HalfOutline, height: number): UpperEdge {
  const l = waistEnd(left, height);
  const r = waistEnd(right, height);
  const width = Math.max(1, left.u[l]! + right.u[r]!);
  const slope = (right.v[r]! - left.v[l]!) / width;
  let dip = 0;
  let rise = 0;
  const look = (half: HalfOutline, end: number, sign: number): void => {
    for (let k = 0; k <= end; k++) {
      const line = left.v[l]! + slope * (left.u[l]! - sign * half.u[k]!);
      dip = Math.max(dip, half.v[k]! - line);
      rise = Math.max(rise, line - half.v[k]!);
    }
  };
  look(left, l, 1);
  look(right, r, -1);
  return { width, dip: dip / width, rise: rise / width };
}
