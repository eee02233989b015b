import { join } from 'node:path';
import type { Avatar } from '@fitroom/shared/body/avatar';
import type { AvatarId } from '@fitroom/shared/garment/vocabulary';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { findMatteModel } from '../inference/matte-models.ts';
import { cacheFolder } from '../platform/disk-cache.ts';
import { createNodePorts } from '../platform/node-ports.ts';
import { loadPresetBody } from '../platform/preset-bodies.ts';

/** What one process loads once, however many photos it dresses. */
export interface Runtime {
  readonly ports: TryOnPorts;
  avatar(id: AvatarId): Promise<Avatar>;
}

/**
 * @param matteModel the network that finds the garment; null is the one that comes with Fitroom.
 * @param hasSideThread whether a second thread helps: not where photos are dressed side by side.
 * @throws {InputError} for a network that is not listed.
 */
export async function openRuntime(
  matteModel: string | null,
  hasSideThread = false,
): Promise<Runtime> {
  const model = findMatteModel(matteModel);
  const cache = cacheFolder(process.env);
  const ports = await createNodePorts({
    cacheFolder: cache,
    keepPriors: true,
    hasSideThread,
    matteModel: model && {
      model,
      places: {
        folder: process.env.FITROOM_MODELS || null,
        downloads: join(cache, 'models'),
        say: (line) => process.stderr.write(`${line}\n`),
      },
    },
  });
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
