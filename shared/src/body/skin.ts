import type { Avatar } from './avatar.ts';
import type { PosedJoint } from './pose-skeleton.ts';

/**
 * Linear blend skinning of the rest skin.
 *
 * @returns xyz of each skin vertex in the pose, metres; `avatar` is read only.
 */
export function blendSkin(avatar: Avatar, skeleton: readonly PosedJoint[]): Float32Array {
  // Twelve numbers a joint: a point p goes to R p + t with t = position - R rest.
  const transforms = new Float64Array(12 * skeleton.length);
  skeleton.forEach(({ rotation, position }, j) => {
    const rest = avatar.record.joints[j]!.position;
    for (let row = 0; row < 3; row++) {
      let moved = position[row]!;
      for (let column = 0; column < 3; column++) {
        const entry = rotation[3 * row + column]!;
        transforms[12 * j + 4 * row + column] = entry;
        moved -= entry * rest[column]!;
      }
      transforms[12 * j + 4 * row + 3] = moved;
    }
  });
  const { positions, skinJoints, skinWeights } = avatar;
  const posed = new Float32Array(positions.length);
  for (let v = 0; 3 * v < positions.length; v++) {
    const x = positions[3 * v]!;
    const y = positions[3 * v + 1]!;
    const z = positions[3 * v + 2]!;
    let px = 0;
    let py = 0;
    let pz = 0;
    for (let k = 4 * v; k < 4 * v + 4; k++) {
      const weight = skinWeights[k]!;
      if (weight === 0) continue;
      const m = 12 * skinJoints[k]!;
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
