import type { Avatar } from './avatar.ts';
import { inverseRotation, multiplyRotations, NO_ROTATION } from './joint-rotation.ts';
import type { PosedJoint } from './pose-skeleton.ts';

/** How points hang on joints. */
export interface SkinWeights {
  /** Four joint numbers a point. */
  readonly joints: Uint16Array;
  /** Four weights a point, summing to 1. */
  readonly weights: Float32Array;
}

/**
 * Linear blend skinning of the rest skin.
 *
 * @returns xyz of each skin vertex in the pose, metres; `avatar` is read only.
 */
export function blendSkin(avatar: Avatar, skeleton: readonly PosedJoint[]): Float32Array {
  const rest = avatar.record.joints.map(({ position }) => ({ rotation: NO_ROTATION, position }));
  const skin = { joints: avatar.skinJoints, weights: avatar.skinWeights };
  return blendPoints(avatar.positions, skin, rest, skeleton);
}

/**
 * Linear blend skinning of points that were bound to their joints in one pose into another pose.
 *
 * @param positions xyz triples as they lie in the pose `from`, metres; read only.
 */
export function blendPoints(
  positions: Float32Array,
  { joints, weights }: SkinWeights,
  from: readonly PosedJoint[],
  to: readonly PosedJoint[],
): Float32Array {
  const transforms = jointTransforms(from, to);
  const posed = new Float32Array(positions.length);
  for (let v = 0; 3 * v < positions.length; v++) {
    const x = positions[3 * v]!;
    const y = positions[3 * v + 1]!;
    const z = positions[3 * v + 2]!;
    let px = 0;
    let py = 0;
    let pz = 0;
    for (let k = 4 * v; k < 4 * v + 4; k++) {
      const weight = weights[k]!;
      if (weight === 0) continue;
      const m = 12 * joints[k]!;
      px +=
        weight *
        (transforms[m]! * x + transforms[m + 1]! * y + transforms[m + 2]! * z + transforms[m + 3]!);
      py +=
        weight *
        (transforms[m + 4]! * x +
          transforms[m + 5]! * y +
          transforms[m + 6]! * z +
          transforms[m + 7]!);
      pz +=
        weight *
        (transforms[m + 8]! * x +
          transforms[m + 9]! * y +
          transforms[m + 10]! * z +
          transforms[m + 11]!);
    }
    posed[3 * v] = px;
    posed[3 * v + 1] = py;
    posed[3 * v + 2] = pz;
  }
  return posed;
}

/** Twelve numbers a joint, row by row: a point p of the pose `from` goes to R p + t. */
export function jointTransforms(
  from: readonly PosedJoint[],
  to: readonly PosedJoint[],
): Float64Array {
  const transforms = new Float64Array(12 * to.length);
  to.forEach(({ rotation, position }, j) => {
    const start = from[j]!;
    const turn = multiplyRotations(rotation, inverseRotation(start.rotation));
    for (let row = 0; row < 3; row++) {
      let moved = position[row]!;
      for (let column = 0; column < 3; column++) {
        const entry = turn[3 * row + column]!;
        transforms[12 * j + 4 * row + column] = entry;
        moved -= entry * start.position[column]!;
      }
      transforms[12 * j + 4 * row + 3] = moved;
    }
  });
  return transforms;
}
