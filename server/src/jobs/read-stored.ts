import type { ObjectStore } from '../objects/object-store.ts';
import { findPreset } from '../records/presets.ts';
import type { JobPorts } from './job-ports.ts';
import type { BodyFiles } from './job-task.ts';

/** An object that a row names: it must be there. */
export async function readObject(store: ObjectStore, key: string): Promise<Uint8Array> {
  const bytes = await store.read(key);
  if (!bytes) throw new Error(`The store has lost ${key}.`);
  return bytes;
}

/** The files of a preset, as a job thread reads them. */
export async function readBody(
  { database, store }: Pick<JobPorts, 'database' | 'store'>,
  id: string,
): Promise<BodyFiles> {
  const preset = await findPreset(database, id);
  if (!preset) throw new Error(`There is no avatar preset ${id}.`);
  return {
    id,
    glb: await readObject(store, preset.gltfKey),
    record: await readObject(store, preset.recordKey),
  };
}
