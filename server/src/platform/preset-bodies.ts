import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Avatar } from '@fitroom/shared/body/avatar';
import { AVATAR_IDS, type AvatarId } from '@fitroom/shared/garment/vocabulary';
import type { GltfReader } from '@fitroom/shared/gltf/gltf-io';
import { readAvatar } from '@fitroom/shared/gltf/read-avatar';

/** presets/bodies of this checkout. */
export const BODIES_FOLDER = join(import.meta.dirname, '..', '..', '..', 'presets', 'bodies');

/** Reads one of the preset bodies from its files. */
export async function loadPresetBody(
  id: string,
  io: GltfReader,
  folder: string = BODIES_FOLDER,
): Promise<Avatar> {
  const [glb, record] = await Promise.all([
    readFile(join(folder, `${id}.glb`)),
    readFile(join(folder, `${id}.json`), 'utf8'),
  ]);
  return readAvatar(new Uint8Array(glb), JSON.parse(record), io);
}

/** The body that a written garment names, where it is one of the presets; else null. */
export function presetBodyOf(io: GltfReader): (id: string) => Promise<Avatar | null> {
  return async (id) => (isPreset(id) ? loadPresetBody(id, io) : null);
}

function isPreset(id: string): id is AvatarId {
  return (AVATAR_IDS as readonly string[]).includes(id);
}
