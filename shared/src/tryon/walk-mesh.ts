import type { Avatar } from '../body/avatar.ts';
import { decodeGivenTexture } from '../gltf/decode-given-texture.ts';
import { writeGarmentMesh } from '../gltf/write-garment-mesh.ts';
import { writeMeshWalk } from '../gltf/write-mesh-walk.ts';
import { throwIfCancelled } from '../job/context.ts';
import { armRoom } from '../posing/arm-room.ts';
import { posableGarment, poseGarment } from '../posing/pose-garment.ts';
import { walkPose } from '../posing/walk-cycle.ts';
import { drawnMeshes } from '../render/drawn-meshes.ts';
import { renderThumbnail } from '../render/render-thumbnail.ts';
import { layMesh } from './lay-mesh.ts';
import { putOnFile } from './put-on-file.ts';
import type { StageClock } from './stage-clock.ts';
import { MID_STEP, type StandingGarment } from './stand-in.ts';
import type { MeshPorts, WearMeshOptions } from './wear-mesh.ts';

export interface WalkMeshOptions extends Omit<WearMeshOptions, 'pose'> {
  /** Whether the cloth swings with the steps, or follows the body by skinning. */
  readonly simulate: boolean;
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
  { simulate, ...options }: WalkMeshOptions,
  ports: MeshPorts,
  { context }: StageClock,
): Promise<StandingGarment> {
  const { method, fabric = 'auto', offsetMm } = options;
  const { gltf: io, solver, snapper, cache } = ports;
  const clearing = { offsetMetres: offsetMm / 1000, snapper };
  const { given, put } = await putOnFile(glb, avatar, options, ports, context);
  const lying = await layMesh(
    put,
    { method, fabric, pose: null, offsetMm, solver, snapper },
    cache,
    context,
  );
  throwIfCancelled(context.signal);
  const posable = posableGarment(lying);
  const shown = { ...lying, follows: posable.skin };
  const { worn } = put.finish(lying);
  // A mesh is as fine as it came, whatever is wished of a pattern's.
  const simulation = simulate
    ? { quality: 'med' as const, fabric, category: put.category, solver }
    : null;
  const { glb: walking, walk } = await writeMeshWalk(
    glb,
    given,
    shown,
    worn,
    clearing,
    io,
    context,
    simulation,
  );
  context.progress('render', 0);
  const pose = walkPose(avatar, MID_STEP, armRoom(posable));
  const stepping = await poseGarment(posable, pose, clearing);
  const picture = await writeGarmentMesh(glb, given, put.finish(stepping).worn, stepping.body, io);
  const thumbnail = renderThumbnail(
    await drawnMeshes(picture, io, (bytes) => decodeGivenTexture(bytes, ports.decodeImage)),
  );
  context.progress('render', 1);
  return { glb: walking, thumbnail, report: null, walk };
}
