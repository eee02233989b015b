import type { GarmentFrame } from './garment-frame.ts';

/** A gap in the lower edge this deep (share of the height) may be one between legs. */
export const LEG_GAP = 0.09;

export interface Crotch {
  /** Outline point number. */
  readonly point: number;
  /** Height of the gap between the legs, as a share of the garment's height. */
  readonly gap: number;
  /** Width of the gap at its foot, as a share of the garment's width there. */
  readonly opening: number;
}

/** The highest point of the outline between the lowest points of its two halves. */
export function findCrotch(frame: GarmentFrame): Crotch {
  const { u, v, count, height } = frame;
  let left = -1;
  let right = -1;
  for (let i = 0; i < count; i++) {
    if (u[i]! > 0 && (left < 0 || v[i]! > v[left]!)) left = i;
    if (u[i]! <= 0 && (right < 0 || v[i]! > v[right]!)) right = i;
  }
  if (left < 0 || right < 0) return { point: 0, gap: 0, opening: 0 };
  let point = left;
  for (let i = left; i !== right; i = (i + 1) % count) if (v[i]! < v[point]!) point = i;
  const foot = Math.min(v[left]!, v[right]!);
  return {
    point,
    gap: Math.max(0, (foot - v[point]!) / height),
    opening: Math.abs(u[left]! - u[right]!),
  };
}

/** A notch between closed legs: at least this deep beside the height, this near to the axis beside the width. */
const LEAST_NOTCH = 0.006;
const NOTCH_REACH = 0.08;
/** Concave turn at its root, radians. */
const NOTCH_TURN = 0.4;

/** Whether the lower edge is notched at the axis, as where two closed legs meet. */
export function hasLegNotch(frame: GarmentFrame): boolean {
  const { u, v, count, height } = frame;
  let widest = 0;
  for (let i = 0; i < count; i++) widest = Math.max(widest, Math.abs(u[i]!));
  const reach = NOTCH_REACH * 2 * widest;
  const span = Math.max(3, Math.round((0.06 * height) / 2.5));
  for (let i = 0; i < count; i++) {
    if (v[i]! < 0.8 * height || Math.abs(u[i]!) > reach || frame.turns[0][i]! > -NOTCH_TURN)
      continue;
    let before = 0;
    let after = 0;
    for (let k = 1; k <= span; k++) {
      before = Math.max(before, v[(i - k + count) % count]! - v[i]!);
      after = Math.max(after, v[(i + k) % count]! - v[i]!);
    }
    if (Math.min(before, after) > LEAST_NOTCH * height) return true;
  }
  return false;
}
