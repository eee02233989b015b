import { join } from 'node:path';
import { type BaseMesh, DECIMETRE, readBaseMesh } from './base-mesh.ts';
import { BODY_GOALS } from './goals.ts';
import { readLandmarkVertices } from './landmark-vertices.ts';
import { modestySmoothers } from './modesty.ts';
import { type PixelMask, readMask } from './paint-skin.ts';
import { type PosedSkin, takeRestPose } from './rest-pose.ts';
import { type BodyShape, ShapeTargets } from './shape-targets.ts';
import { INFLUENCES, placeJoints, type Rig, readRig } from './skeleton.ts';
import type { PatchSmoother } from './smooth-patches.ts';

/** The body whose triangles all others share. */
export const REFERENCE_GOAL = BODY_GOALS.find(({ id }) => id === 'regular')!;

/** The open body data, read once. */
export interface BodySource {
  readonly mesh: BaseMesh;
  readonly rig: Rig;
  /** Landmark name to base mesh vertex. */
  readonly landmarks: ReadonlyMap<string, number>;
  /** White on the lips, in the texture's layout. */
  readonly lips: PixelMask;
  /** A shape as it stands in the rest pose, metres. */
  pose(shape: BodyShape): PosedSkin;
  /** Whether a base mesh vertex hangs mostly on a joint whose name matches. */
  heldBy(pattern: RegExp): (vertex: number) => boolean;
}

/** @param folder MPFB2's data folder (3dobjs, targets, rigs, mesh_metadata, textures) */
export async function readBodySource(folder: string): Promise<BodySource> {
  const mesh = await readBaseMesh(join(folder, '3dobjs/base.obj'));
  const rigs = join(folder, 'rigs/standard');
  const rig = await readRig(
    join(rigs, 'rig.game_engine.json'),
    join(rigs, 'weights.game_engine.json'),
    mesh,
  );
  const landmarks = await readLandmarkVertices(join(folder, 'mesh_metadata/hm08.mirror'));
  const skin = new Set(mesh.quads);
  const targets = new ShapeTargets(join(folder, 'targets'));
  const poseWith = (shape: BodyShape, smoothers: readonly PatchSmoother[]): PosedSkin => {
    const shaped = targets.shape(mesh.positions, shape).map((value) => value * DECIMETRE);
    for (const smoother of smoothers) smoother.apply(shaped);
    return takeRestPose(rig, shaped, placeJoints(rig, shaped), skin);
  };
  const bare = poseWith(REFERENCE_GOAL.start, []).positions;
  const smoothers = modestySmoothers(mesh, bare, landmarks);
  return {
    mesh,
    rig,
    landmarks,
    lips: await readMask(join(folder, 'textures/mpfb_lips.jpg')),
    pose: (shape) => poseWith(shape, smoothers),
    heldBy: (pattern) => (vertex) => pattern.test(rig.names[rig.skinJoints[vertex * INFLUENCES]!]!),
  };
}
