import type { HalfOutline } from './half-outline.ts';

/** Places of the two halves where a hood meets the shoulders. */
export interface Hood {
  readonly left: number;
  readonly right: number;
}

/** A hood stands at least this high above the shoulders (half torso widths); collars are lower. */
const LEAST_HEIGHT = 0.45;
const MOST_HEIGHT = 1.7;
/** It is at least this wide to each side of the axis; turtlenecks are narrower. */
const LEAST_WIDTH = 0.36;
/** Concave turn where it meets the shoulder, radians. */
const LEAST_TURN = 0.45;
/** The shoulder leaves it more outwards than this (du over dv); an armhole goes down. */
const LEAST_SLOPE = 0.55;

/** The place where the walk turns from a hood to the shoulder, or -1. */
function junction(half: HalfOutline, torso: number): number {
  const spacing = Math.hypot(half.u[1]! - half.u[0]!, half.v[1]! - half.v[0]!) || 1;
  const ahead = Math.max(3, Math.round((0.35 * torso) / spacing));
  let best = -1;
  let widest = 0;
  let widestAt = 0;
  for (let k = 1; k < half.length - ahead; k++) {
    const u = half.u[k]! / torso;
    const v = half.v[k]! / torso;
    if (v > MOST_HEIGHT || u > 1.1) break;
    if (u > widest) {
      widest = u;
      widestAt = v;
    }
    // A hood bulges above the shoulders; a turtleneck widens into them.
    const bulges = widestAt < 0.85 * v;
    if (
      !bulges ||
      v < LEAST_HEIGHT ||
      u < 0.22 ||
      widest < LEAST_WIDTH ||
      -half.turn[k]! < LEAST_TURN
    ) {
      continue;
    }
    const du = half.u[k + ahead]! - half.u[k]!;
    const dv = half.v[k + ahead]! - half.v[k]!;
    if (dv > 0 && du < LEAST_SLOPE * dv) continue;
    if (du <= 0) continue;
    if (best < 0 || half.turn[k]! < half.turn[best]!) best = k;
  }
  return best;
}

/**
 * Finds a hood that lies above the shoulders.
 *
 * @param torso Half the torso's width, pixels.
 * @returns Null when there is none.
 */
export function findHood(left: HalfOutline, right: HalfOutline, torso: number): Hood | null {
  // A hood's middle is its top; a strapped or scooped neck dips there.
  if (Math.min(left.v[0]!, right.v[0]!) > 0.3 * torso) return null;
  const l = junction(left, torso);
  const r = junction(right, torso);
  if (l < 0 || r < 0) return null;
  if (Math.abs(left.v[l]! - right.v[r]!) > 0.5 * torso) return null;
  return { left: l, right: r };
}
