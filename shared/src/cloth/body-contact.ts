import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { ClothState } from './cloth-state.ts';
import { rub } from './friction.ts';

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
    x[i]! += push * gx;
    x[i + 1]! += push * gy;
    x[i + 2]! += push * gz;
    rub(x, previous, i, mx - along * gx, my - along * gy, mz - along * gz, friction * push);
  }
}
