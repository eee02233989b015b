import type { Avatar } from '@fitroom/shared/body/avatar';
import type { Category } from '@fitroom/shared/garment/vocabulary';
import type { JobContext } from '@fitroom/shared/job/context';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { type StageClock, stageClock } from '@fitroom/shared/tryon/stage-clock';
import {
  type MovingMeshFiles,
  type WearMovingMeshOptions,
  wearMovingMesh,
} from '@fitroom/shared/tryon/walk-mesh';
import {
  type WearMeshOptions,
  type WornMeshFiles,
  wearMesh,
} from '@fitroom/shared/tryon/wear-mesh';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { createNodeGltf } from '../platform/node-gltf.ts';
import { presetBodyOf } from '../platform/preset-bodies.ts';

/** Stored garments that were uploaded as meshes are told from made ones by their first bytes. */
export function isGlb(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 4)) === 'glTF';
}

/** Puts a mesh on a body that was uploaded, or that networks made. */
export async function wearUploaded(
  mesh: Uint8Array,
  avatar: Avatar,
  options: Pick<WearMeshOptions, 'method' | 'fabric' | 'pose' | 'offsetMm' | 'origin'> & {
    readonly category: Category | null;
  },
  ports: TryOnPorts,
  context: JobContext,
  clock: StageClock | null = null,
): Promise<WornMeshFiles> {
  const gltf = await openAnyGltf();
  return wearMesh(
    mesh,
    avatar,
    { ...options, ...ofUploaded(gltf) },
    { ...ports, gltf },
    clock ?? stageClock(context),
  );
}

/** The same, with a file that moves where that is asked for. */
export async function wearMovingUploaded(
  mesh: Uint8Array,
  avatar: Avatar,
  options: Omit<WearMovingMeshOptions, 'file' | 'bodyOf'>,
  ports: TryOnPorts,
  context: JobContext,
): Promise<MovingMeshFiles> {
  const gltf = await openAnyGltf();
  return wearMovingMesh(
    mesh,
    avatar,
    { ...options, ...ofUploaded(gltf) },
    { ...ports, gltf },
    stageClock(context),
  );
}

/** Materials of any kind pass through; none of their extensions is fetched or run. */
export async function openAnyGltf(): Promise<TryOnPorts['gltf']> {
  return (await createNodeGltf()).registerExtensions(ALL_EXTENSIONS);
}

/** What is said of every stored mesh. */
export function ofUploaded(gltf: TryOnPorts['gltf']): Pick<WearMeshOptions, 'file' | 'bodyOf'> {
  return {
    // Its name is nobody's business.
    file: 'mesh',
    bodyOf: presetBodyOf(gltf),
  };
}
