import type { CrotchPlace } from './pattern.ts';

/** Where a point of a piece let in at the crotch lies beside the panel that it is sewn to. */
export interface BesideInseam {
  /** The inseam's point that it lies across from, pattern frame. */
  readonly x: number;
  readonly y: number;
  /** Unit normal of the inseam, into the leg. */
  readonly inX: number;
  readonly inY: number;
  /** Metres from the edge that is sewn to the panel. */
  readonly off: number;
  /** The same as a share of the piece's width there: 1 at the inseam between the pieces. */
  readonly share: number;
}

/** @param x Metres, the piece's own frame. @param y Metres. */
export function besideInseam(place: CrotchPlace, x: number, y: number): BesideInseam {
  const side = x >= 0 ? place.left : place.right;
  const along = Math.min(1, Math.abs(x) / side.reach);
  const width = place.width + along * (side.end - place.width);
  const off = Math.max(0, width / 2 - (y - place.level));
  const at = pointAlong(side.inseam, along);
  // Downwards along the left inseam the leg is on the left hand, along the right one on the right hand.
  const turn = x >= 0 ? 1 : -1;
  return {
    x: at.x,
    y: at.y,
    inX: -turn * at.dy,
    inY: turn * at.dx,
    off,
    share: width > 1e-6 ? Math.min(1, off / width) : 0,
  };
}

function pointAlong(points: readonly number[], share: number) {
  let length = 0;
  for (let i = 2; i < points.length; i += 2) length += stepTo(points, i);
  let left = share * length;
  let i = 2;
  while (i + 2 < points.length && stepTo(points, i) < left) {
    left -= stepTo(points, i);
    i += 2;
  }
  const step = stepTo(points, i) || 1;
  const dx = (points[i]! - points[i - 2]!) / step;
  const dy = (points[i + 1]! - points[i - 1]!) / step;
  const here = Math.min(step, Math.max(0, left));
  return { x: points[i - 2]! + here * dx, y: points[i - 1]! + here * dy, dx, dy };
}

function stepTo(points: readonly number[], i: number): number {
  return Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
}
