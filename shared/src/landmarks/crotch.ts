import type { GarmentFrame } from './garment-frame.ts';

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
