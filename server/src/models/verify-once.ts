import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { Sentence } from '@fitroom/shared/messages/sentence';
import type { CatalogueModel, ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { ownCommand } from '../config/own-command.ts';
import { lookAtFiles, readSeen, rememberDamage, writeSeen } from './damage-memory.ts';
import { modelFolder, verifyModel } from './model-folder.ts';
import { MODEL_REASONS } from './model-reasons.ts';

/**
 * Reads every byte of an installed model, once for each installation: gigabytes take seconds. What was found,
 * right or wrong, is remembered beside the caches, because folders of models may be read-only.
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
  say: (line: Sentence) => void,
): Promise<void> {
  const folder = modelFolder(modelsFolder, model.name);
  const memory = join(cacheFolder, `verified-${model.name}.json`);
  const now = await lookAtFiles(folder, manifest.files);
  if (JSON.stringify(await readSeen(memory)) === JSON.stringify(now)) return;
  say(JOB_LINES.weightsChecked(model.name));
  const verified = await verifyModel(modelsFolder, model, () => {});
  await rememberDamage(modelsFolder, model, verified, cacheFolder);
  if (verified.state !== 'ready') throw damaged(model.name, verified.faults);
  await writeSeen(memory, now);
}

/** Weights that are not what their manifest says, and the command that mends it. */
export function damaged(name: string, faults: readonly string[]): InputError {
  return new InputError(
    'model-damaged',
    MODEL_REASONS.weightsFoundDamaged(name, faults.join('; '), ownCommand(`models pull ${name}`)),
  );
}
