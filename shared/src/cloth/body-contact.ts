import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { ClothState } from './cloth-state.ts';

export interface ContactSettings {
  /** Metres the cloth keeps from the skin. */
  readonly thickness: number;
  readonly friction: number;
  /** Metres a vertex may be pushed in one substep. */
  readonly largestPush: number;
}

/**
 * A field's values may change faster than distance does (sampled gradients reach about 1.2), so
 * only this share of a measured distance counts as safely travelled.
 */
export const SAFE_SHARE = 0.75;

const GRADIENT = new Float64Array(3);

/**
 * Pushes vertices out to the contact thickness, stops their motion into the body and rubs them
 * along it (Coulomb, displacement clamped to friction times the push).
 *
 * A vertex that was far away is not looked up again before it can have come near.
 */
export function solveContacts(
  state: ClothState,
  field: DistanceField,
  contact: ContactSettings,
): void {
  const { positions: x, previous, clearances } = state;
  const { thickness, friction, largestPush } = contact;
  for (let v = 0; v < clearances.length; v++) {
    const i = 3 * v;
    const mx = x[i]! - previous[i]!;
    const my = x[i + 1]! - previous[i + 1]!;
    const mz = x[i + 2]! - previous[i + 2]!;
    const left = clearances[v]! - Math.sqrt(mx * mx + my * my + mz * mz);
    if (left > 0) {
      clearances[v] = left;
      continue;
    }
    const distance = sampleDistance(field, x[i]!, x[i + 1]!, x[i + 2]!, GRADIENT);
    const depth = thickness - distance;
    if (depth <= 0) {
      clearances[v] = -depth * SAFE_SHARE;
      continue;
    }
    clearances[v] = -1;
    let gx = GRADIENT[0]!;
    let gy = GRADIENT[1]!;
    let gz = GRADIENT[2]!;
    const slope = Math.sqrt(gx * gx + gy * gy + gz * gz);
    if (slope < 1e-6) continue;
    gx /= slope;
    gy /= slope;
    gz /= slope;
    const push = depth < largestPush ? depth : largestPush;
    const along = mx * gx + my * gy + mz * gz;
    const tx = mx - along * gx;
    const ty = my - along * gy;
    const tz = mz - along * gz;
    const slide = Math.sqrt(tx * tx + ty * ty + tz * tz);
    const rub = slide > 0 ? Math.min(1, (friction * push) / slide) : 1;
    const px = x[i]! + push * gx - rub * tx;
    const py = x[i + 1]! + push * gy - rub * ty;
    const pz = x[i + 2]! + push * gz - rub * tz;
    x[i] = px;
    x[i + 1] = py;
    x[i + 2] = pz;
    // No bounce: what is left of the motion is the slide.
    previous[i] = px - (1 - rub) * tx;
    previous[i + 1] = py - (1 - rub) * ty;
    previous[i + 2] = pz - (1 - rub) * tz;
  }
}
