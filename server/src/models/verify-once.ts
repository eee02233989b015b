import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import type { CatalogueModel, ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { z } from 'zod';
import { modelFolder, verifyModel } from './model-folder.ts';

/** What was found right, by what shows that it has not been touched since. */
const SeenSchema = z.object({
  folder: z.string(),
  files: z.array(
    z.object({ path: z.string(), sha256: z.string(), bytes: z.number(), changedMs: z.number() }),
  ),
});
type Seen = z.infer<typeof SeenSchema>;

/**
 * Reads every byte of an installed model, once for each installation: gigabytes take seconds. What was found
 * right is remembered beside the caches, because folders of models may be read-only.
 *
 * @param manifest of the model, all of whose files are there in their sizes.
 * @param say told before it is read.
 * @throws {InputError} `model-damaged` when a checksum is not that of the manifest.
 */
export async function verifyOnce(
  modelsFolder: string,
  model: CatalogueModel,
  manifest: ModelManifest,
  cacheFolder: string,
  say: (line: string) => void,
): Promise<void> {
  const folder = modelFolder(modelsFolder, model.name);
  const memory = join(cacheFolder, `verified-${model.name}.json`);
  const now = await lookAt(folder, manifest);
  if (JSON.stringify(await readSeen(memory)) === JSON.stringify(now)) return;
  say(`The weights of ${model.name} are checked, once after they were installed.`);
  const { state, faults } = await verifyModel(modelsFolder, model, () => {});
  if (state !== 'ready') throw damaged(model.name, faults);
  await mkdir(cacheFolder, { recursive: true });
  const aside = `${memory}.${process.pid}.part`;
  await writeFile(aside, JSON.stringify(now));
  await rename(aside, memory);
}

/** Weights that are not what their manifest says, and the command that mends it. */
export function damaged(name: string, faults: readonly string[]): InputError {
  return new InputError(
    'model-damaged',
    `The weights of ${name} are damaged: ${faults.join('; ')}. The operator fetches what is wrong with: fitroom models pull ${name}.`,
  );
}

async function lookAt(folder: string, { files }: ModelManifest): Promise<Seen> {
  const looked = files.map(async ({ path, sha256 }) => {
    const { size, mtimeMs } = await stat(join(folder, path));
    return { path, sha256, bytes: size, changedMs: mtimeMs };
  });
  return { folder, files: await Promise.all(looked) };
}

async function readSeen(path: string): Promise<Seen | null> {
  try {
    return SeenSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
