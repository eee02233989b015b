import type { Avatar } from '@fitroom/shared/body/avatar';
import type { AvatarId } from '@fitroom/shared/garment/vocabulary';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { cacheFolder } from '../platform/disk-cache.ts';
import { createNodePorts } from '../platform/node-ports.ts';
import { loadPresetBody } from '../platform/preset-bodies.ts';

/** What one process loads once, however many photos it dresses. */
export interface Runtime {
  readonly ports: TryOnPorts;
  avatar(id: AvatarId): Promise<Avatar>;
}

export async function openRuntime(): Promise<Runtime> {
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
