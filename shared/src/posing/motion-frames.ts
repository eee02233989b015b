import type { PosedBody } from '../body/avatar.ts';
import { type Pose, REST_POSE } from '../body/pose.ts';
import { poseSkeleton } from '../body/pose-skeleton.ts';
import { blendPoints, jointTransforms, type SkinWeights } from '../body/skin.ts';
import { settleMesh } from '../drape/settle-mesh.ts';
import type { Clearing } from '../fitting/keep-clear.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { armRoom } from './arm-room.ts';
import { hasPattern, type MovingClothOptions } from './moving-cloth.ts';
import { namedPose, POSE_NAMES } from './named-poses.ts';
import {
  type PosableGarment,
  posableGarment,
  poseGarment,
  type WornCloth,
} from './pose-garment.ts';
import { type SettlePoseOptions, settlePose } from './settle-pose.ts';
import { simulateWalk } from './simulate-walk.ts';
import type { WalkFrameFigures } from './swing-cloth.ts';
import { walkPose } from './walk-cycle.ts';

/** Frames of one walk period; 70 ms each, between which a viewer interpolates. */
export const WALK_FRAMES = 16;

/** A pose, and what skinning alone leaves to be put right in it. */
export interface MotionFrame {
  readonly pose: Pose;
  /** xyz to add to each sewn vertex before it is skinned, metres. */
  readonly corrections: Float32Array;
}

/** What a file that moves is made of. */
export interface Motion {
  readonly posable: PosableGarment<WornCloth>;
  /** By their names, as a viewer offers them. */
  readonly poses: Readonly<Record<string, MotionFrame>>;
  readonly walk: readonly MotionFrame[];
  /** Of each frame of the walk; null where nothing was simulated. */
  readonly figures: readonly WalkFrameFigures[] | null;
}

/** How cloth that moves is simulated. */
export type MotionSimulation = MovingClothOptions & Pick<SettlePoseOptions, 'solver'>;

/**
 * Every named pose and one period of the walk for a garment as it is shown: skinned, or simulated as well.
 *
 * @throws {CancelledError}
 */
export async function motionOf(
  shown: WornCloth,
  clearing: Clearing,
  context: JobContext,
  simulation: MotionSimulation | null = null,
): Promise<Motion> {
  const posable = posableGarment(shown);
  const { avatar, pose: own } = shown.body;
  const room = armRoom(posable);
  const bodyIn = (pose: Pose): PosedBody => reposed(shown.body, pose);
  let done = 0;
  const posedIn = async (pose: Pose, from?: WornCloth): Promise<WornCloth> => {
    throwIfCancelled(context.signal);
    // The other half of the stage was the garment's own files.
    context.progress('write', 0.5 + (0.5 * done++) / (POSE_NAMES.length + 1 + WALK_FRAMES));
    return poseGarment(posable, pose, clearing, bodyIn, from);
  };
  const frameOf = (posed: WornCloth): MotionFrame => ({
    pose: posed.body.pose,
    corrections: correctionsTo(posable, posed),
  });
  const poses: Record<string, MotionFrame> = {
    shown: { pose: own, corrections: new Float32Array(shown.positions.length) },
  };
  const settle = simulation && {
    ...simulation,
    offsetMm: 1000 * clearing.offsetMetres,
    snapper: clearing.snapper,
  };
  for (const name of POSE_NAMES) {
    const posed = await posedIn(namedPose(avatar, name, room));
    poses[name] = frameOf(settle ? await settled(posed, settle, context) : posed);
  }
  if (simulation) {
    const options = { ...simulation, ...clearing, frames: WALK_FRAMES, bodyIn };
    const frames = await simulateWalk(posable, options, context);
    return {
      posable,
      poses,
      walk: frames.map(({ posed }) => frameOf(posed)),
      figures: frames.map(({ figures }) => figures),
    };
  }
  // From frame to frame the body hardly turns; the last one leads to the first.
  let at = await posedIn(walkPose(avatar, -1 / WALK_FRAMES, room));
  const walk: MotionFrame[] = [];
  for (let k = 0; k < WALK_FRAMES; k++) {
    at = await posedIn(walkPose(avatar, k / WALK_FRAMES, room), at);
    walk.push(frameOf(at));
  }
  return { posable, poses, walk, figures: null };
}

/** Left to hang in the pose that it was taken to. */
async function settled(
  posed: WornCloth,
  options: MovingClothOptions & SettlePoseOptions,
  context: JobContext,
): Promise<WornCloth> {
  if (hasPattern(posed)) return settlePose(posed, options, null, context);
  const { category = 'top', fabric = 'auto' } = options;
  const positions = await settleMesh(posed, { ...options, category, fabric }, null, context);
  return { ...posed, positions };
}

/**
 * A body taken on from the pose that it is shown in, as a viewer does it that knows no other: its skin
 * is bound there, not at rest.
 */
export function reposed(shown: PosedBody, pose: Pose): PosedBody {
  const { avatar } = shown;
  const { joints } = avatar.record;
  const skeleton = poseSkeleton(joints, pose);
  const positions = blendPoints(
    shown.positions,
    { joints: avatar.skinJoints, weights: avatar.skinWeights },
    poseSkeleton(joints, shown.pose ?? REST_POSE),
    skeleton,
  );
  return {
    avatar,
    pose,
    positions,
    normals: vertexNormals(positions, avatar.indices),
    jointPositions: Float32Array.from(skeleton.flatMap(({ position }) => position)),
    landmarks: shown.landmarks,
  };
}

/** What has to be added in the shown pose for skinning to lead to the posed cloth. */
export function correctionsTo(
  { worn, skin }: PosableGarment<WornCloth>,
  posed: WornCloth,
): Float32Array {
  const { joints } = worn.body.avatar.record;
  const from = poseSkeleton(joints, worn.body.pose);
  const to = poseSkeleton(joints, posed.body.pose);
  const skinned = blendPoints(worn.positions, skin, from, to);
  const transforms = jointTransforms(from, to);
  const corrections = new Float32Array(skinned.length);
  const blend = new Float64Array(9);
  for (let v = 0; 3 * v < skinned.length; v++) {
    blendedTurn(blend, skin, v, transforms);
    const x = posed.positions[3 * v]! - skinned[3 * v]!;
    const y = posed.positions[3 * v + 1]! - skinned[3 * v + 1]!;
    const z = posed.positions[3 * v + 2]! - skinned[3 * v + 2]!;
    corrections.set(solve3(blend, x, y, z), 3 * v);
  }
  return corrections;
}

/** The 3 x 3 part, row by row, of the matrix that skins vertex v. */
function blendedTurn(
  blend: Float64Array,
  { joints, weights }: SkinWeights,
  v: number,
  transforms: Float64Array,
): void {
  blend.fill(0);
  for (let k = 4 * v; k < 4 * v + 4; k++) {
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        blend[3 * row + column]! += weights[k]! * transforms[12 * joints[k]! + 4 * row + column]!;
      }
    }
  }
}

/** Cramer's rule. Turns that cancel each other have no way back: nothing is put right there. */
function solve3(m: Float64Array, x: number, y: number, z: number): [number, number, number] {
  const [a, b, c, d, e, f, g, h, i] = m as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [p, q, r] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const determinant = a * p + b * q + c * r;
  if (Math.abs(determinant) < LEAST_DETERMINANT) return [0, 0, 0];
  return [
    (x * p + y * (c * h - b * i) + z * (b * f - c * e)) / determinant,
    (x * q + y * (a * i - c * g) + z * (c * d - a * f)) / determinant,
    (x * r + y * (b * g - a * h) + z * (a * e - b * d)) / determinant,
  ];
}

/** A blend of turns by 170 degrees apart; rotations have 1. */
const LEAST_DETERMINANT = 0.01;
