import type { Joint } from './avatar.ts';
import {
  multiplyRotations,
  NO_ROTATION,
  type Rotation,
  rotate,
  rotationFromVector,
  type Vector3,
} from './joint-rotation.ts';
import type { Pose } from './pose.ts';

export interface PosedJoint {
  /** Turns the rest body's directions into the pose's. */
  readonly rotation: Rotation;
  /** Metres, file frame. */
  readonly position: Vector3;
}

/**
 * World rotation and position of every joint in a pose.
 *
 * @throws {Error} when the pose names a joint the skeleton lacks.
 */
export function poseSkeleton(joints: readonly Joint[], pose: Pose): PosedJoint[] {
  const known = new Set(joints.map(({ name }) => name));
  for (const name of Object.keys(pose.turns)) {
    if (!known.has(name)) throw new Error(`The pose turns "${name}", which the skeleton lacks.`);
  }
  const posed: PosedJoint[] = [];
  for (const joint of joints) {
    const turn = pose.turns[joint.name];
    const own = turn === undefined ? NO_ROTATION : rotationFromVector(turn);
    if (joint.parent < 0) {
      const [x, y, z] = joint.position;
      const [dx, dy, dz] = pose.move ?? [0, 0, 0];
      posed.push({ rotation: own, position: [x + dx, y + dy, z + dz] });
      continue;
    }
    const parent = posed[joint.parent]!;
    const rest = joints[joint.parent]!.position;
    const arm = rotate(parent.rotation, [
      joint.position[0] - rest[0],
      joint.position[1] - rest[1],
      joint.position[2] - rest[2],
    ]);
    posed.push({
      rotation: multiplyRotations(parent.rotation, own),
      position: [
        parent.position[0] + arm[0],
        parent.position[1] + arm[1],
        parent.position[2] + arm[2],
      ],
    });
  }
  return posed;
}
