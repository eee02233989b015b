import type { Avatar } from '@fitroom/shared/body/avatar';
import type { AvatarId } from '@fitroom/shared/garment/vocabulary';
import { InputError } from '@fitroom/shared/job/input-error';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { cacheFolder } from '../platform/disk-cache.ts';
import { createNodePorts } from '../platform/node-ports.ts';
import { loadPresetBody } from '../platform/preset-bodies.ts';

const OWN_MATTE_MODEL = 'u2netp';

/** What one process loads once, however many photos it dresses. */
export interface Runtime {
  readonly ports: TryOnPorts;
  avatar(id: AvatarId): Promise<Avatar>;
}

/**
 * @param matteModel the network that finds the garment; null is the one that comes with Fitroom.
 * @throws {InputError} for a network that is not here.
 */
export async function openRuntime(matteModel: string | null): Promise<Runtime> {
  requireMatteModel(matteModel);
  const ports = await createNodePorts({ cacheFolder: cacheFolder(process.env), keepPriors: true });
  const avatars = new Map<AvatarId, Promise<Avatar>>();
  return {
    ports,
    avatar(id) {
      const loading = avatars.get(id) ?? loadPresetBody(id, ports.gltf);
      avatars.set(id, loading);
      return loading;
    },
  };
}

/** @throws {InputError} for a network that is not here. */
export function requireMatteModel(name: string | null): void {
  if (name === null || name === OWN_MATTE_MODEL) return;
  throw new InputError(
    'model-unavailable',
    `There is no matte model "${name}" here; leave --matte-model out to use ${OWN_MATTE_MODEL}.`,
  );
}
