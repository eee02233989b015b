import { readFile } from 'node:fs/promises';
import draco3d from 'draco3dgltf';
import type { Avatar } from '../../src/body/avatar.ts';
import type { AvatarId } from '../../src/garment/vocabulary.ts';
import { createGltfIo } from '../../src/gltf/gltf-io.ts';
import { readAvatar } from '../../src/gltf/read-avatar.ts';

/** One of the committed presets, for tests that need a real body. */
export async function presetAvatar(id: AvatarId): Promise<Avatar> {
  const bodies = new URL('../../../presets/bodies/', import.meta.url);
  const [glb, record, encoder, decoder] = await Promise.all([
    readFile(new URL(`${id}.glb`, bodies)),
    readFile(new URL(`${id}.json`, bodies), 'utf8'),
    draco3d.createEncoderModule(),
    draco3d.createDecoderModule(),
  ]);
  return readAvatar(new Uint8Array(glb), JSON.parse(record), createGltfIo({ encoder, decoder }));
}
