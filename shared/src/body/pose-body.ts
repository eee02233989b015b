import { vertexNormals } from '../mesh/vertex-normals.ts';
import type { Avatar, PosedBody } from './avatar.ts';
import type { Vector3 } from './joint-rotation.ts';
import type { Pose } from './pose.ts';
import { poseSkeleton } from './pose-skeleton.ts';
import { blendSkin } from './skin.ts';

/**
 * Brings an avatar into a pose by linear blend skinning.
 *
 * Landmarks ride on the skin vertex nearest to them in the rest pose.
 */
export function poseBody(avatar: Avatar, pose: Pose): PosedBody {
  const skeleton = poseSkeleton(avatar.record.joints, pose);
  const positions = blendSkin(avatar, skeleton);
  const landmarks: Record<string, Vector3> = {};
  for (const [name, at] of Object.entries(avatar.record.landmarks)) {
    const vertex = nearestVertex(avatar.positions, at);
    landmarks[name] = [
      at[0] + positions[3 * vertex]! - avatar.positions[3 * vertex]!,
      at[1] + positions[3 * vertex + 1]! - avatar.positions[3 * vertex + 1]!,
      at[2] + positions[3 * vertex + 2]! - avatar.positions[3 * vertex + 2]!,
    ];
  }
  return {
    avatar,
    pose,
    positions,
    normals: vertexNormals(positions, avatar.indices),
    jointPositions: Float32Array.from(skeleton.flatMap((joint) => joint.position)),
    landmarks,
  };
}

function nearestVertex(positions: Float32Array, [x, y, z]: Vector3): number {
  let nearest = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let v = 0; 3 * v < positions.length; v++) {
    const squared =
      (positions[3 * v]! - x) ** 2 +
      (positions[3 * v + 1]! - y) ** 2 +
      (positions[3 * v + 2]! - z) ** 2;
    if (squared < best) {
      best = squared;
      nearest = v;
    }
  }
  return nearest;
}
