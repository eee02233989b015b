import type { Avatar } from '@fitroom/shared/body/avatar';
import { readAvatar } from '@fitroom/shared/gltf/read-avatar';
import type { BodySource } from '../protocol/try-on-worker.ts';
import { fetchBytes } from '../runtime/fetch-bytes.ts';
import { once } from '../runtime/once.ts';
import { openGltf } from './open-gltf.ts';

const loaded = new Map<string, () => Promise<Avatar>>();

async function load(source: BodySource): Promise<Avatar> {
  const [glb, record, io] = await Promise.all([
    fetchBytes(source.glbUrl),
    fetchBytes(source.recordUrl),
    openGltf(),
  ]);
  const parsed: unknown = JSON.parse(new TextDecoder().decode(record));
  return readAvatar(new Uint8Array(glb), parsed, io);
}

/** Reads a body once; the same source gives the same object afterwards. */
export function loadBody(source: BodySource): Promise<Avatar> {
  const get = loaded.get(source.glbUrl) ?? once(() => load(source));
  loaded.set(source.glbUrl, get);
  return get();
}
