import { join } from 'node:path';
import type { Avatar } from '@fitroom/shared/body/avatar';
import type { AvatarId } from '@fitroom/shared/garment/vocabulary';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { cacheFolder } from '../platform/disk-cache.ts';
import { createNodePorts, type NodePortsOptions } from '../platform/node-ports.ts';
import type { SideThread } from '../platform/side-thread.ts';

/** What one process loads once, however many photos it dresses. */
export interface Runtime {
  readonly ports: TryOnPorts;
  avatar(id: AvatarId): Promise<Avatar>;
}

/**
 * @param matteModel the network that finds the garment; null is the one that comes with Fitroom.
 * @param beside a second thread, where one helps: not where photos are dressed side by side.
 * @throws {InputError} for a network that is not listed.
 */
export async function openRuntime(
  matteModel: string | null,
  beside: SideThread | null = null,
): Promise<Runtime> {
  const ports = await createNodePorts({
    cacheFolder: cacheFolder(process.env),
    keepsFindings: true,
    beside,
    ...(await networks(matteModel)),
  });
  const avatars = new Map<AvatarId, Promise<Avatar>>();
  return {
    ports,
    avatar(id) {
      const loading = avatars.get(id) ?? beside?.readBody(id) ?? readBody(id, ports);
      avatars.set(id, loading);
      return loading;
    },
  };
}

// What follows is loaded only where it is needed.

async function readBody(id: AvatarId, { gltf }: TryOnPorts): Promise<Avatar> {
  return (await import('../platform/preset-bodies.ts')).loadPresetBody(id, gltf);
}

async function networks(
  matteModel: string | null,
): Promise<Pick<NodePortsOptions, 'matteModel' | 'parsingModel'>> {
  const folder = process.env.FITROOM_MODELS || null;
  if (matteModel === null && folder === null) return {};
  const { chooseNetworks } = await import('../inference/matte-models.ts');
  return chooseNetworks(matteModel, {
    folder,
    downloads: join(cacheFolder(process.env), 'models'),
    say: (line) => process.stderr.write(`${line}\n`),
  });
}
