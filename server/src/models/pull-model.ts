import { mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CatalogueModel,
  MODEL_MANIFEST_FILE,
  type ModelManifest,
  ModelManifestSchema,
  manifestMismatch,
} from '@fitroom/shared/schemas/generator-model';
import { type DownloadOptions, downloadFile } from './download-file.ts';
import { type Acceptance, requireAcceptance } from './licence-acceptance.ts';
import { ModelError } from './model-error.ts';
import { modelFolder, PART_SUFFIX } from './model-folder.ts';
import type { ModelSource } from './model-source.ts';

/** Of a manifest; what is larger is something else. */
const MOST_MANIFEST_BYTES = 2 ** 20;
/** Left free, for logs and the database, which share the disk where nobody cared. */
const SPARE_BYTES = 256 * 2 ** 20;

export interface PullOptions extends DownloadOptions {
  readonly modelsFolder: string;
  readonly acceptance: Acceptance;
  now(): Date;
}

/**
 * Installs a model: has its licence accepted, reads the export's manifest, fetches what is missing, and
 * writes the manifest last, so that a model is either there or it is not.
 *
 * @returns what is installed, and how many files were fetched.
 * @throws {ModelError} see its codes.
 */
export async function pullModel(
  source: ModelSource,
  model: CatalogueModel,
  options: PullOptions,
): Promise<{ manifest: ModelManifest; fetched: number }> {
  const { modelsFolder, acceptance, now } = options;
  await requireAcceptance(modelsFolder, model, acceptance, now());
  const manifest = await fetchManifest(source, model, options);
  // An export may be under a stricter licence than the catalogue knows, never under a milder one.
  if (model.commercial_use && !manifest.commercial_use) {
    const stricter = { ...model, licence: manifest.licence, commercial_use: false };
    await requireAcceptance(modelsFolder, stricter, acceptance, now());
  }
  const folder = modelFolder(modelsFolder, model.name);
  await mkdir(folder, { recursive: true });
  await requireSpace(folder, manifest);
  const path = join(folder, MODEL_MANIFEST_FILE);
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  // While files of another export are replaced one by one, neither of the two is there.
  if ((await readFile(path, 'utf8').catch(() => text)) !== text) await rm(path, { force: true });
  let fetched = 0;
  for (const file of manifest.files) {
    if (await downloadFile(source, file, folder, options)) fetched++;
  }
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
  return { manifest, fetched };
}

async function fetchManifest(
  source: ModelSource,
  model: CatalogueModel,
  { mostCuts, wait }: DownloadOptions,
): Promise<ModelManifest> {
  const unusable = (reason: string) =>
    new ModelError(
      'manifest-unusable',
      `${MODEL_MANIFEST_FILE} at ${source.address} is not one of ${model.name}: ${reason}. It is the file that the exporter writes.`,
    );
  const text = await readWhole(source, mostCuts, wait);
  if (text === null) throw unusable(`it is larger than ${MOST_MANIFEST_BYTES} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unusable('it is no JSON');
  }
  const { data: manifest, error } = ModelManifestSchema.safeParse(json);
  if (!manifest) {
    const [issue] = error.issues;
    throw unusable(`${issue?.path.join('.') || 'it'}: ${issue?.message}`);
  }
  const mismatch = manifestMismatch(manifest, model);
  if (mismatch) throw unusable(mismatch);
  return manifest;
}

/** Null when it does not end where a manifest would. */
async function readWhole(
  source: ModelSource,
  mostCuts: number,
  wait: DownloadOptions['wait'],
): Promise<string | null> {
  for (let cuts = 1; ; cuts++) {
    try {
      const opened = await source.open(MODEL_MANIFEST_FILE, 0);
      if (opened.is === 'shorter') return '';
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      for await (const piece of opened.body) {
        pieces.push(piece);
        bytes += piece.length;
        if (bytes > MOST_MANIFEST_BYTES) return null;
      }
      return Buffer.concat(pieces).toString('utf8');
    } catch (error) {
      if (error instanceof ModelError) throw error;
      if (cuts > mostCuts) {
        throw new ModelError(
          'unreachable',
          `${source.address} cannot be reached. Check the address and the network, and try again.`,
          { cause: error },
        );
      }
      await wait(cuts);
    }
  }
}

/** @throws {ModelError} `no-space` before anything is fetched in vain. */
async function requireSpace(folder: string, { name, files }: ModelManifest): Promise<void> {
  let needed = 0;
  for (const { path, bytes } of files) {
    const there = await Promise.all(
      [path, `${path}${PART_SUFFIX}`].map((file) => stat(join(folder, file)).catch(() => null)),
    );
    needed += bytes - Math.min(bytes, Math.max(...there.map((found) => found?.size ?? 0)));
  }
  const { bavail, bsize } = await statfs(folder);
  if (needed === 0 || needed + SPARE_BYTES <= bavail * bsize) return;
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
  throw new ModelError(
    'no-space',
    `${name} needs ${megabytes(needed)} more, and ${folder} has ${megabytes(bavail * bsize)} left. Make room, or name another folder with FITROOM_MODELS.`,
  );
}
