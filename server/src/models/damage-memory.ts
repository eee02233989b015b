import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  CatalogueModel,
  ModelFile,
  ModelManifest,
} from '@fitroom/shared/schemas/generator-model';
import { z } from 'zod';
import { resolveDataFolder } from '../config/paths.ts';
import type { Settings } from '../config/settings.ts';
import { cacheFolder } from '../platform/disk-cache.ts';
import { checksumFault, type InstalledModel, inspectModel, modelFolder } from './model-folder.ts';

const SeenFileSchema = z.object({
  path: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  changedMs: z.number(),
});
/** Files as they were looked at, by what shows that they have not been touched since. */
export const SeenSchema = z.object({ folder: z.string(), files: z.array(SeenFileSchema) });
export type Seen = z.infer<typeof SeenSchema>;

/** @throws when one of the files is not there. */
export async function lookAtFiles(folder: string, files: readonly ModelFile[]): Promise<Seen> {
  const looked = files.map(async ({ path, sha256 }) => {
    const { size, mtimeMs } = await stat(join(folder, path));
    return { path, sha256, bytes: size, changedMs: mtimeMs };
  });
  return { folder, files: await Promise.all(looked) };
}

/** Null when there is none that can be read. */
export async function readSeen(path: string): Promise<Seen | null> {
  try {
    return SeenSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

export async function writeSeen(path: string, seen: Seen): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const aside = `${path}.${process.pid}.part`;
  await writeFile(aside, JSON.stringify(seen));
  await rename(aside, path);
}

const memoryIn = (cacheFolder: string, name: string) => join(cacheFolder, `damaged-${name}.json`);

/**
 * Writes down which files of a model were read and found to be others than their manifest says, or that none
 * were. Beside the caches, because folders of models may be read-only; what cannot be written is not remembered.
 */
export async function rememberDamage(
  modelsFolder: string,
  model: CatalogueModel,
  { manifest, faults }: Pick<InstalledModel, 'manifest' | 'faults'>,
  cacheFolder: string,
): Promise<void> {
  const memory = memoryIn(cacheFolder, model.name);
  const wrong = (manifest?.files ?? []).filter(({ path }) => faults.includes(checksumFault(path)));
  try {
    if (wrong.length === 0) return await rm(memory, { force: true });
    await writeSeen(memory, await lookAtFiles(modelFolder(modelsFolder, model.name), wrong));
  } catch {
    // The job or the command that found it says so in any case.
  }
}

/**
 * The cache folders of this host in which a command has to look: that of commands, and that of the server
 * where it keeps its data here.
 */
export function damageMemories(
  settings: Pick<Settings, 'dataFolder'>,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const ofServer = join(resolveDataFolder(settings.dataFolder), 'cache');
  return [cacheFolder(environment), ...(existsSync(ofServer) ? [ofServer] : [])];
}

/** What is there, as far as its files' sizes and earlier readings of their bytes tell. */
export interface KnownModel extends InstalledModel {
  /** Whether the damage is one that only reading every byte shows. */
  readonly isFoundByReading: boolean;
}

/**
 * {@link inspectModel}, which looks at names and sizes, with what was found when the bytes were last read: a
 * file that had another checksum has it until it changes.
 *
 * @param cacheFolders where {@link rememberDamage} may have written.
 */
export async function inspectKnownModel(
  modelsFolder: string,
  model: CatalogueModel,
  cacheFolders: readonly string[],
): Promise<KnownModel> {
  const found = await inspectModel(modelsFolder, model);
  const { state, manifest } = found;
  if (state !== 'ready' || !manifest) return { ...found, isFoundByReading: false };
  const folder = modelFolder(modelsFolder, model.name);
  const wrong = await Promise.all(
    cacheFolders.map(async (cache) => {
      const seen = await readSeen(memoryIn(cache, model.name));
      return seen?.folder === folder ? await stillWrong(seen, manifest) : [];
    }),
  );
  const paths = [...new Set(wrong.flat())];
  if (paths.length === 0) return { ...found, isFoundByReading: false };
  return { state: 'damaged', manifest, faults: paths.map(checksumFault), isFoundByReading: true };
}

/** Paths of the files that are as they were when they were found wrong. */
async function stillWrong(seen: Seen, manifest: ModelManifest): Promise<string[]> {
  const paths = new Set(seen.files.map(({ path }) => path));
  const now = await lookAtFiles(
    seen.folder,
    manifest.files.filter(({ path }) => paths.has(path)),
  ).catch(() => null);
  const before = new Set(seen.files.map((file) => JSON.stringify(file)));
  return (now?.files ?? [])
    .filter((file) => before.has(JSON.stringify(file)))
    .map(({ path }) => path);
}
