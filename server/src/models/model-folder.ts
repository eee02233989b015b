import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CatalogueModel,
  MODEL_MANIFEST_FILE,
  type ModelFile,
  type ModelManifest,
  ModelManifestSchema,
  manifestMismatch,
} from '@fitroom/shared/schemas/generator-model';

/** What is not yet whole; {@link downloadFile} goes on where it ends. */
export const PART_SUFFIX = '.part';

/**
 * `absent`: nothing is there; `partial`: a download was begun; `ready`: the manifest and every file of its
 * size; `damaged`: files are missing or of another size, or the manifest cannot be used.
 */
export type ModelState = 'absent' | 'partial' | 'ready' | 'damaged';

export interface InstalledModel {
  readonly state: ModelState;
  readonly manifest: ModelManifest | null;
  /** What is wrong, for people; empty unless damaged. */
  readonly faults: readonly string[];
}

/**
 * Folder of one generator's model. They lie one level below FITROOM_MODELS, where the server offers
 * browsers those alone that they can run: handing weights on is what not every licence allows.
 */
export function modelFolder(modelsFolder: string, name: string): string {
  return join(modelsFolder, 'generators', name);
}

/** Looks at names and sizes alone, which takes no time; {@link verifyModel} reads every byte. */
export async function inspectModel(
  modelsFolder: string,
  model: CatalogueModel,
): Promise<InstalledModel> {
  const folder = modelFolder(modelsFolder, model.name);
  const text = await readFile(join(folder, MODEL_MANIFEST_FILE), 'utf8').catch(() => null);
  if (text === null) {
    const files = await readdir(folder).catch(() => []);
    return { state: files.length > 0 ? 'partial' : 'absent', manifest: null, faults: [] };
  }
  const manifest = parseManifest(text);
  const mismatch = manifest ? manifestMismatch(manifest, model) : 'it cannot be read';
  if (!manifest || mismatch) {
    const faults = [`${MODEL_MANIFEST_FILE}: ${mismatch}`];
    return { state: 'damaged', manifest, faults };
  }
  const faults = (await Promise.all(manifest.files.map((file) => sizeFault(folder, file)))).filter(
    (fault) => fault !== null,
  );
  return { state: faults.length > 0 ? 'damaged' : 'ready', manifest, faults };
}

/** Null when it is no manifest. */
function parseManifest(text: string): ModelManifest | null {
  try {
    return ModelManifestSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function sizeFault(folder: string, { path, bytes }: ModelFile): Promise<string | null> {
  const found = await stat(join(folder, path)).catch(() => null);
  if (!found) return `${path}: missing`;
  return found.size === bytes ? null : `${path}: ${found.size} bytes instead of ${bytes}`;
}

/** What {@link verifyModel} says of a file whose bytes are others. */
export const checksumFault = (path: string): string =>
  `${path}: its checksum is not that of the manifest`;

/** Reads every file of an installed model. @param reading told before each file. */
export async function verifyModel(
  modelsFolder: string,
  model: CatalogueModel,
  reading: (file: ModelFile) => void,
): Promise<InstalledModel> {
  const found = await inspectModel(modelsFolder, model);
  if (found.state !== 'ready' || !found.manifest) return found;
  const folder = modelFolder(modelsFolder, model.name);
  const faults: string[] = [];
  for (const file of found.manifest.files) {
    reading(file);
    if ((await sha256Of(join(folder, file.path))) !== file.sha256) {
      faults.push(checksumFault(file.path));
    }
  }
  return { ...found, state: faults.length > 0 ? 'damaged' : 'ready', faults };
}

/** @returns whether there was anything to remove. */
export async function removeModel(modelsFolder: string, model: CatalogueModel): Promise<boolean> {
  const folder = modelFolder(modelsFolder, model.name);
  const existed = (await stat(folder).catch(() => null)) !== null;
  await rm(folder, { recursive: true, force: true });
  return existed;
}

/** Hex digits; the file is read piece by piece. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
