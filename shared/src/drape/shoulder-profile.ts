import type { Avatar } from '../body/avatar.ts';
import { requireJoint, requireLandmark } from './body-points.ts';

/** Metres between samples of the profile. */
const STEP = 0.005;
/** Metres above the neck's side up to which skin counts as shoulder: leaves chin and ears out. */
const ABOVE_NECK_SIDE = 0.03;
/** Metres beyond the shoulder joint that still carry a garment. */
const BEYOND_JOINT = 0.015;

/** Height of the shoulders' upper surface across the body, in the rest pose. */
export interface ShoulderProfile {
  /** Metres from the middle: where the neck ends and the shoulder begins. */
  readonly inner: number;
  /** Metres from the middle: the last place that carries a garment. */
  readonly outer: number;
  /** Height (metres, file frame) of the trapezius and shoulder at a distance from the middle, clamped to inner..outer. */
  heightAt(distance: number): number;
}

export function shoulderProfile(avatar: Avatar): ShoulderProfile {
  const neckSide = requireLandmark(avatar.record, 'neck_side_left');
  const joint = requireJoint(avatar.record, 'upperarm_l');
  const inner = neckSide[0];
  const outer = joint[0] + BEYOND_JOINT;
  const ceiling = neckSide[1] + ABOVE_NECK_SIDE;
  const count = Math.ceil((outer - inner) / STEP) + 1;
  const heights = new Float64Array(count);
  const { positions, indices } = avatar;
  for (let t = 0; t < indices.length; t++) {
    const a = 3 * indices[t]!;
    const b = 3 * indices[t % 3 === 2 ? t - 2 : t + 1]!;
    const xa = positions[a]!;
    const xb = positions[b]!;
    const from = Math.max(0, Math.ceil((Math.min(xa, xb) - inner) / STEP));
    const to = Math.min(count - 1, Math.floor((Math.max(xa, xb) - inner) / STEP));
    for (let i = from; i <= to; i++) {
      const s = xa === xb ? 0 : (inner + i * STEP - xa) / (xb - xa);
      const y = positions[a + 1]! + s * (positions[b + 1]! - positions[a + 1]!);
      if (y <= ceiling && y > heights[i]!) heights[i] = y;
    }
  }
  return {
    inner,
    outer,
    heightAt(distance) {
      const at = Math.min(count - 1, Math.max(0, (distance - inner) / STEP));
      const i = Math.min(count - 2, Math.floor(at));
      return heights[i]! + (at - i) * (heights[i + 1]! - heights[i]!);
    },
  };
}
