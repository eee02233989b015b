import type { Avatar } from '../body/avatar.ts';
import { decodeGivenTexture } from '../gltf/decode-given-texture.ts';
import { writeGarmentMesh } from '../gltf/write-garment-mesh.ts';
import { writeMeshWalk } from '../gltf/write-mesh-walk.ts';
import type { WalkFile } from '../gltf/write-walk.ts';
import { throwIfCancelled } from '../job/context.ts';
import { armRoom } from '../posing/arm-room.ts';
import {
  type PosableGarment,
  posableGarment,
  poseGarment,
  type WornCloth,
} from '../posing/pose-garment.ts';
import { walkPose } from '../posing/walk-cycle.ts';
import { drawnMeshes } from '../render/drawn-meshes.ts';
import { renderThumbnail } from '../render/render-thumbnail.ts';
import { withWalk } from '../report/report-walk.ts';
import { layMesh } from './lay-mesh.ts';
import { type PutOnFile, putOnFile } from './put-on-file.ts';
import type { StageClock } from './stage-clock.ts';
import { MID_STEP, type StandingGarment } from './stand-in.ts';
import {
  type MeshPorts,
  type WearMeshOptions,
  type WornMeshFiles,
  wearOpened,
} from './wear-mesh.ts';

export interface WalkMeshOptions extends Omit<WearMeshOptions, 'pose'> {
  /** Whether the cloth swings with the steps, or follows the body by skinning. */
  readonly simulate: boolean;
}

export interface WearMovingMeshOptions extends WearMeshOptions {
  /** Whether a file that moves is made too. */
  readonly animate: boolean;
  /** As of a walk. */
  readonly simulate: boolean;
}

/** A mesh that is worn, and a file of it that moves; null where none was asked for. */
export interface MovingMeshFiles extends WornMeshFiles {
  readonly walkGlb: Uint8Array | null;
}

/**
 * Puts somebody's mesh on an avatar as wearMesh does, and lets it walk as it is shown: cloth that did not hold as it
 * hung walks as it was placed.
 *
 * @throws {InputError} as wearMesh does.
 * @throws {CancelledError}
 */
export async function wearMovingMesh(
  glb: Uint8Array,
  avatar: Avatar,
  { animate, simulate, ...options }: WearMovingMeshOptions,
  ports: MeshPorts,
  clock: StageClock,
): Promise<MovingMeshFiles> {
  const opened = await putOnFile(glb, avatar, options, ports, clock.context);
  const { files, hung } = await wearOpened(opened, avatar, options, ports, clock);
  if (!animate) return { ...files, walkGlb: null };
  const how = { ...options, simulate };
  const { glb: walkGlb, walk } = await walkOpened(opened, hung, how, ports, clock);
  const report = { ...withWalk(files.report, walk), timings_ms: clock.timings() };
  return { ...files, walkGlb, report };
}

/**
 * Lets somebody's mesh walk on an avatar: put on as wearMesh puts it on, then skinned, or simulated, in every
 * pose and through one period of the walk.
 *
 * @param options `method`: as the mesh is shown; cloth that did not hold is shown as it was placed.
 * @throws {InputError} as wearMesh does.
 * @throws {CancelledError}
 */
export async function walkMesh(
  glb: Uint8Array,
  avatar: Avatar,
  options: WalkMeshOptions,
  ports: MeshPorts,
  clock: StageClock,
): Promise<StandingGarment> {
  const { method, fabric = 'auto', offsetMm } = options;
  const { gltf: io, solver, snapper, cache } = ports;
  const { context } = clock;
  const opened = await putOnFile(glb, avatar, options, ports, context);
  const { given, put } = opened;
  const how = { method, fabric, pose: null, offsetMm, solver, snapper };
  // What is told of draping is of the walk's steps, which take far longer.
  const quiet = { ...context, progress: () => undefined };
  const { hung } = await layMesh(put, how, cache, quiet);
  throwIfCancelled(context.signal);
  const { glb: walking, walk, posable } = await walkOpened(opened, hung, options, ports, clock);
  context.progress('render', 0);
  const pose = walkPose(avatar, MID_STEP, armRoom(posable));
  const stepping = await poseGarment(posable, pose, { offsetMetres: offsetMm / 1000, snapper });
  const picture = await writeGarmentMesh(glb, given, put.finish(stepping).worn, stepping.body, io);
  const thumbnail = renderThumbnail(
    await drawnMeshes(picture, io, (bytes) => decodeGivenTexture(bytes, ports.decodeImage)),
  );
  context.progress('render', 1);
  return { glb: walking, thumbnail, report: null, walk };
}

async function walkOpened(
  { glb, given, put }: PutOnFile,
  hung: WornCloth,
  { simulate, fabric = 'auto', offsetMm }: WalkMeshOptions,
  { gltf: io, solver, snapper }: MeshPorts,
  { context }: StageClock,
): Promise<WalkFile & { readonly posable: PosableGarment<WornCloth> }> {
  const posable = posableGarment(hung);
  const file = await writeMeshWalk(
    glb,
    given,
    { ...hung, follows: posable.skin },
    put.finish(hung).worn,
    { offsetMetres: offsetMm / 1000, snapper },
    io,
    context,
    // A mesh is as fine as it came, whatever is wished of a pattern's.
    simulate ? { quality: 'med', fabric, category: put.category, solver } : null,
  );
  return { ...file, posable };
}
