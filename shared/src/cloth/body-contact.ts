import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { Cloth } from './cloth.ts';
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
const SAFE_SHARE = 0.75;

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

/**
 * Pushes whole triangles out where their centroid is too near: on a coarse mesh the vertices can
 * all be outside while the face cuts through.
 */
export function solveFaceContacts(
  cloth: Cloth,
  state: ClothState,
  field: DistanceField,
  { thickness, largestPush }: ContactSettings,
): void {
  const { positions: x, previous, clearances } = state;
  const { indices } = cloth;
  for (let t = 0; t < indices.length; t += 3) {
    const va = indices[t]!;
    const vb = indices[t + 1]!;
    const vc = indices[t + 2]!;
    const a = 3 * va;
    const b = 3 * vb;
    const c = 3 * vc;
    const distance = sampleDistance(
      field,
      (x[a]! + x[b]! + x[c]!) / 3,
      (x[a + 1]! + x[b + 1]! + x[c + 1]!) / 3,
      (x[a + 2]! + x[b + 2]! + x[c + 2]!) / 3,
      GRADIENT,
    );
    const depth = thickness - distance;
    if (depth <= 0) continue;
    const gx = GRADIENT[0]!;
    const gy = GRADIENT[1]!;
    const gz = GRADIENT[2]!;
    const slope = Math.sqrt(gx * gx + gy * gy + gz * gz);
    if (slope < 1e-6) continue;
    const nx = gx / slope;
    const ny = gy / slope;
    const nz = gz / slope;
    const push = Math.min(depth, largestPush);
    for (const i of [a, b, c]) {
      // Pushed out and stopped along the normal: moved with its past instead, the cloth shakes.
      const along =
        push +
        (x[i]! - previous[i]!) * nx +
        (x[i + 1]! - previous[i + 1]!) * ny +
        (x[i + 2]! - previous[i + 2]!) * nz;
      x[i]! += push * nx;
      x[i + 1]! += push * ny;
      x[i + 2]! += push * nz;
      previous[i]! += along * nx;
      previous[i + 1]! += along * ny;
      previous[i + 2]! += along * nz;
    }
    clearances[va] = -1;
    clearances[vb] = -1;
    clearances[vc] = -1;
  }
}
