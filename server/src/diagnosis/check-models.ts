import { statfs } from 'node:fs/promises';
import { type ModelCatalogue, megabytesOf } from '@fitroom/shared/schemas/generator-model';
import { ownCommand } from '../config/own-command.ts';
import type { Settings } from '../config/settings.ts';
import { inspectKnownModel } from '../models/damage-memory.ts';
import { acceptedLicences, isAccepted } from '../models/licence-acceptance.ts';
import type { Finding } from './finding.ts';

type ModelSettings = Pick<Settings, 'modelsFolder' | 'acceptNonCommercial'>;

/**
 * Which models are installed and may be used, and whether there is room for the others.
 *
 * @param cacheFolders where it is remembered which were found damaged.
 */
export async function checkModels(
  { modelsFolder, acceptNonCommercial }: ModelSettings,
  catalogue: ModelCatalogue,
  cacheFolders: readonly string[],
): Promise<Finding[]> {
  if (modelsFolder === '') {
    return [
      {
        check: 'models',
        state: 'warning',
        found: 'FITROOM_MODELS is not set',
        fix: `Name a folder in FITROOM_MODELS, then: ${ownCommand('models pull zero123+instantmesh')}`,
      },
    ];
  }
  const accepted = await acceptedLicences(modelsFolder);
  const rows = await Promise.all(
    catalogue.models.map(async (model) => ({
      model,
      installed: await inspectKnownModel(modelsFolder, model, cacheFolders),
    })),
  );
  const findings = rows.map(({ model, installed: { state, faults } }): Finding => {
    const check = model.name;
    if (state === 'ready') {
      const mayBeUsed = acceptNonCommercial === '1' || isAccepted(model, accepted);
      return mayBeUsed
        ? { check, state: 'ok', found: `installed (${model.licence})`, fix: null }
        : {
            check,
            state: 'warning',
            found: `installed; ${model.licence} forbids commercial use and was not accepted`,
            fix: `${ownCommand(`models pull ${model.name}`)} shows and accepts it, or FITROOM_ACCEPT_NC=1.`,
          };
    }
    const found = faults.length > 0 ? `${state}: ${faults.join('; ')}` : state;
    return { check, state: 'warning', found, fix: ownCommand(`models pull ${model.name}`) };
  });
  const missingMb = rows
    .filter(({ installed }) => installed.state !== 'ready')
    .reduce((sum, { model }) => sum + megabytesOf(model), 0);
  return [...findings, await checkRoom(modelsFolder, missingMb)];
}

const MEGABYTE = 1e6;

async function checkRoom(folder: string, missingMb: number): Promise<Finding> {
  const check = 'room for models';
  const disk = await statfs(folder).catch(() => null);
  if (!disk) {
    const fix = `Make the folder and give it to the user of the server: mkdir -p ${folder}`;
    return { check, state: 'warning', found: `${folder} is not there`, fix };
  }
  const freeMb = Math.floor((disk.bavail * disk.bsize) / MEGABYTE);
  const found = `${freeMb} MB free, ${missingMb} MB of models missing`;
  return freeMb >= missingMb
    ? { check, state: 'ok', found, fix: null }
    : { check, state: 'warning', found, fix: 'Free room there, or pull only what you use.' };
}
