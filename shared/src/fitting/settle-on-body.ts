import type { PosedBody } from '../body/avatar.ts';
import { requireLandmark } from '../drape/body-points.ts';
import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';

/** Cloth that rests on the body stands off it by this much, metres. */
const RESTING = 0.006;
/** Cosine to the vertical of cloth that lies on a shoulder. */
const UPWARDS = 0.4;
/** Shoulders are looked at from this share of the way from neck to shoulder on: nearer in there may be a collar or a hood. */
const BESIDE_NECK = 0.35;
/** Height of what rests of a strap beside the neck, metres. */
const STRAP_TOP = 0.03;
/** Farther from the skin than this the garment does not rest there: metres. */
const NEAR = 0.09;
/** Farthest that a garment is moved up or down, and forward or back, metres. */
const MOST_UP = 0.04;
const MOST_FORWARD = 0.06;
const STEPS = 6;
/** Vertices looked at in each step: enough for a place, few enough for a blink. */
const SAMPLES = 1500;
/**
 * What is in the skin is brought out of it later and counts less: weights of cloth that rests there, and of all other
 * where so much of the garment rests on shoulders.
 */
const SUNK_WEIGHT = 0.8;
const INSIDE_WEIGHT = 0.5;
const RESTING_SHARE = 0.5;

/**
 * Moves an aligned garment as a whole, up or down and forward or back, to where it rests: cloth over the
 * shoulders lies on them, a waist or a strapless edge is as near before as behind, and as little as
 * may be is in the skin. Least squares of the distances over what should touch (Gauss-Newton).
 *
 * @param positions Changed in place, metres, file frame.
 * @param edge Vertices of the waist or of a strapless upper edge; null where it hangs from shoulders.
 * @returns Metres that it was moved.
 */
export function settleOnBody(
  positions: Float32Array,
  indices: Uint32Array,
  edge: ArrayLike<number> | null,
  body: PosedBody,
  index: BodyIndex,
): readonly [x: number, y: number, z: number] {
  const rests = edge ? new Set(Array.from(edge)) : onShoulders(positions, indices, body);
  const count = positions.length / 3;
  const stride = Math.max(1, Math.floor(count / SAMPLES));
  const hit = surfacePoint();
  const sunk = edge ? 1 : SUNK_WEIGHT;
  const moved = [0, 0];
  for (let step = 0; step < STEPS; step++) {
    let [yy, yz, zz, yr, zr] = [0, 0, 0, 0, 0];
    let resting = 0;
    const look = (v: number, isResting: boolean, share: number) => {
      const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
      if (!index.closestPoint(x, y, z, NEAR, hit)) return;
      const sign = index.isInside(x, y, z) ? -1 : 1;
      const away = sign * hit.distance - RESTING;
      if ((!isResting && away >= 0) || hit.distance === 0) return;
      if (isResting) resting++;
      const weight = away < 0 ? (isResting ? sunk : share * INSIDE_WEIGHT) : share;
      const ny = (sign * (y - hit.y)) / hit.distance;
      const nz = (sign * (z - hit.z)) / hit.distance;
      yy += weight * ny * ny;
      yz += weight * ny * nz;
      zz += weight * nz * nz;
      yr += weight * ny * away;
      zr += weight * nz * away;
    };
    for (const v of rests) look(v, true, 1);
    // What rests, not how much else is in the skin, says where the garment goes: little of it is little, not nothing.
    const share = edge ? 1 : Math.min(1, (resting * stride) / (RESTING_SHARE * count));
    for (let v = 0; v < count; v += stride) if (!rests.has(v)) look(v, false, share);
    const steady = 1e-3 * (yy + zz) + 1e-9;
    // A waist's height is the alignment's matter.
    const [a, c] = [edge ? Infinity : yy + steady, zz + steady];
    const determinant = edge ? 1 : a * c - yz * yz;
    const dy = edge ? 0 : -(yr * c - zr * yz) / determinant;
    const dz = edge ? -zr / c : -(zr * a - yr * yz) / determinant;
    const up = clamped(moved[0]! + dy, MOST_UP) - moved[0]!;
    const forward = clamped(moved[1]! + dz, MOST_FORWARD) - moved[1]!;
    moved[0]! += up;
    moved[1]! += forward;
    for (let i = 0; i < positions.length; i += 3) {
      positions[i + 1]! += up;
      positions[i + 2]! += forward;
    }
  }
  return [0, moved[0]!, moved[1]!];
}

/** Cloth that faces up between neck and shoulder: it carries the garment. */
export function onShoulders(
  positions: Float32Array,
  indices: Uint32Array,
  { avatar }: PosedBody,
): ReadonlySet<number> {
  const normals = vertexNormals(positions, indices);
  const at = (name: string) => requireLandmark(avatar.record, name);
  const lowest = at('armpit_left')[1];
  const beyond = (from: number) => {
    const found = new Set<number>();
    for (const side of ['left', 'right'] as const) {
      const [neck, shoulder] = [at(`neck_side_${side}`)[0], at(`shoulder_${side}`)[0]];
      for (let v = 0; 3 * v < positions.length; v++) {
        const share = (positions[3 * v]! - neck) / (shoulder - neck);
        if (share < from || share > 1) continue;
        if (normals[3 * v + 1]! > UPWARDS && positions[3 * v + 1]! > lowest) found.add(v);
      }
    }
    return found;
  };
  const found = beyond(BESIDE_NECK);
  if (found.size > 0) return found;
  // A halter's straps go up beside the neck, and below their tops they do not rest.
  const straps = [...beyond(0)];
  const top = straps.reduce((highest, v) => Math.max(highest, positions[3 * v + 1]!), -Infinity);
  return new Set(straps.filter((v) => positions[3 * v + 1]! > top - STRAP_TOP));
}

function clamped(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
