import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AVATAR_IDS } from '@fitroom/shared/garment/vocabulary';
import { z } from 'zod';
import type { ObjectStore } from '../objects/object-store.ts';
import type { Database } from '../records/database.ts';
import { upsertPreset } from '../records/presets.ts';

/** What the list of presets shows of an avatar record. */
const RecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  height_cm: z.number(),
  notes: z.string(),
});

const THUMBNAIL_TYPES = ['webp', 'png', 'jpg'] as const;

/**
 * Puts the bodies of a folder (`<id>.glb`, `<id>.json`, `<id>.webp`) into the store and lists them as
 * presets; a body without one of the three is left out. Keys carry the content's hash, so that a second start writes nothing and a changed body
 * gets a new link.
 *
 * @returns the ids, in the order of the list.
 */
export async function putPresets(
  folder: string,
  store: ObjectStore,
  database: Database,
  now: Date,
): Promise<string[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const thumbnailTypeOf = (id: string) =>
    THUMBNAIL_TYPES.find((type) => names.includes(`${id}.${type}`));
  const ids = names
    .filter((name) => name.endsWith('.glb'))
    .map((name) => name.slice(0, -'.glb'.length))
    .filter((id) => names.includes(`${id}.json`) && thumbnailTypeOf(id))
    .sort((a, b) => listPlace(a) - listPlace(b) || a.localeCompare(b));
  for (const [position, id] of ids.entries()) {
    const recordBytes = await readFile(join(folder, `${id}.json`));
    const record = RecordSchema.parse(JSON.parse(recordBytes.toString('utf8')));
    const thumbnailType = thumbnailTypeOf(id) ?? THUMBNAIL_TYPES[0];
    const put = async (extension: string, bytes: Uint8Array) => {
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const key = `presets/${id}/${hash}.${extension}`;
      if (!(await store.has(key))) await store.put(key, bytes);
      return key;
    };
    await upsertPreset(database, {
      id,
      name: record.name,
      heightCm: record.height_cm,
      notes: record.notes,
      gltfKey: await put('glb', await readFile(join(folder, `${id}.glb`))),
      thumbnailKey: await put(
        thumbnailType,
        await readFile(join(folder, `${id}.${thumbnailType}`)),
      ),
      recordKey: await put('json', recordBytes),
      position,
      createdAt: now,
    });
  }
  return ids;
}

/** The bodies of the vocabulary first, in its order; others behind them. */
function listPlace(id: string): number {
  const place = (AVATAR_IDS as readonly string[]).indexOf(id);
  return place < 0 ? AVATAR_IDS.length : place;
}
