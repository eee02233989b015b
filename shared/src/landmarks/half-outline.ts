import { hypotenuse } from '../math/hypotenuse.ts';
import type { GarmentFrame } from './garment-frame.ts';

/**
 * One half of an outline, walked from the top of the axis to its bottom, mirrored so that both
 * halves read alike: u grows away from the axis, convex turns are positive.
 */
export interface HalfOutline {
  readonly side: 'left' | 'right';
  readonly length: number;
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** The larger in size of the fine and the coarse turn at each point. */
  readonly turn: Float64Array;
  /** The fine turn alone: it falls between two corners that the coarse one sees as one bend. */
  readonly fineTurn: Float64Array;
  /** Outline point number of each place of the walk. */
  readonly points: Int32Array;
}

/** Outline points where the axis enters at the top and leaves at the bottom. */
export function axisCrossings(frame: GarmentFrame): { top: number; bottom: number } {
  let top = -1;
  let bottom = -1;
  for (let i = 0; i < frame.count; i++) {
    const j = (i + 1) % frame.count;
    const a = frame.u[i]!;
    const b = frame.u[j]!;
    if (a <= 0 && b > 0 && (top < 0 || frame.v[j]! < frame.v[top]!)) top = j;
    if (a > 0 && b <= 0 && (bottom < 0 || frame.v[j]! > frame.v[bottom]!)) bottom = j;
  }
  return { top: Math.max(0, top), bottom: Math.max(0, bottom) };
}

/** @param side The wearer's: `left` is the image's right half. */
export function halfOutline(
  frame: GarmentFrame,
  top: number,
  bottom: number,
  side: 'left' | 'right',
): HalfOutline {
  const n = frame.count;
  const forward = side === 'left';
  const length = forward ? ((bottom - top + n) % n) + 1 : ((top - bottom + n) % n) + 1;
  const u = new Float64Array(length);
  const v = new Float64Array(length);
  const turn = new Float64Array(length);
  const fineTurn = new Float64Array(length);
  const points = new Int32Array(length);
  const [fine, coarse] = frame.turns;
  for (let k = 0; k < length; k++) {
    const i = forward ? (top + k) % n : (top - k + n) % n;
    u[k] = forward ? frame.u[i]! : -frame.u[i]!;
    v[k] = frame.v[i]!;
    const a = fine[i]!;
    const b = coarse[i]!;
    turn[k] = Math.abs(a) > Math.abs(b) ? a : b;
    fineTurn[k] = a;
    points[k] = i;
  }
  return { side, length, u, v, turn, fineTurn, points };
}

/** A corner that the fine turn alone shows, radians: half a right angle, or ragged edges are full of them. */
const FINE_CORNER = Math.PI / 4;

/**
 * Places where the walk turns most sharply among their neighbours, and places between them where only its fine
 * turn does: over the width of a long dress's cuff the coarse one need not fall.
 *
 * @param sign 1 for convex corners, -1 for concave ones.
 * @param least Smallest turn, radians.
 * @param reach Neighbours to either side that a corner must beat.
 */
export function corners(half: HalfOutline, sign: 1 | -1, least: number, reach: number): number[] {
  const sharpest = peaks(half.turn, sign, least, reach);
  const fine = peaks(half.fineTurn, sign, Math.max(least, FINE_CORNER), reach).filter((k) =>
    sharpest.every((other) => Math.abs(other - k) > reach),
  );
  return fine.length > 0 ? [...sharpest, ...fine].toSorted((a, b) => a - b) : sharpest;
}

/** Places of a walk at which a turn is at least `least` and beats its neighbours'. */
function peaks(turn: Float64Array, sign: 1 | -1, least: number, reach: number): number[] {
  const result: number[] = [];
  for (let k = 0; k < turn.length; k++) {
    const value = turn[k]! * sign;
    if (value < least) continue;
    let best = true;
    for (let j = Math.max(0, k - reach); j <= Math.min(turn.length - 1, k + reach); j++) {
      const other = turn[j]! * sign;
      if (other > value || (other === value && j < k)) {
        best = false;
        break;
      }
    }
    if (best) result.push(k);
  }
  return result;
}

export function distance(half: HalfOutline, a: number, b: number): number {
  return hypotenuse(half.u[a]! - half.u[b]!, half.v[a]! - half.v[b]!);
}

/** Largest distance of the walk between two places from their chord, pixels. */
export function bulge(half: HalfOutline, from: number, to: number): number {
  const du = half.u[to]! - half.u[from]!;
  const dv = half.v[to]! - half.v[from]!;
  const length = Math.hypot(du, dv) || 1;
  const step = Math.max(1, Math.floor((to - from) / 24));
  let most = 0;
  for (let k = from + step; k < to; k += step) {
    const off = ((half.u[k]! - half.u[from]!) * dv - (half.v[k]! - half.v[from]!) * du) / length;
    most = Math.max(most, Math.abs(off));
  }
  return most;
}
