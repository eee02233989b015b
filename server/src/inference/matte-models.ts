import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import {
  bestWeights,
  isParsingModel,
  isSalientModel,
  type MatteModel,
  readMatteModels,
} from '@fitroom/shared/schemas/matte-model';
import { PATHS } from '../config/paths.ts';
import type { NodePortsOptions } from '../platform/node-ports.ts';
import type { MatteModelPlaces } from './matte-model-node.ts';

/** The network that ships with the project; it needs nothing from anywhere. */
export const OWN_MATTE_MODEL = 'u2netp';

/** The networks that models/matte-models.json lists. */
export function listMatteModels(): readonly MatteModel[] {
  return readMatteModels(JSON.parse(readFileSync(join(PATHS.models, 'matte-models.json'), 'utf8')));
}

/**
 * @returns null for the network that ships with the project.
 * @throws {InputError} `model-unavailable` for a name that is not listed.
 */
export function findMatteModel(name: string | null): MatteModel | null {
  if (name === null || name === OWN_MATTE_MODEL) return null;
  const models = listMatteModels();
  const model = models.find((listed) => listed.name === name);
  if (model) return model;
  const names = [OWN_MATTE_MODEL, ...models.map((listed) => listed.name)].join(', ');
  throw new InputError(
    'model-unavailable',
    `There is no matte model "${name}"; choose one of ${names}.`,
  );
}

/**
 * The networks that find garments: the chosen one, and one that parses dressed people where it was chosen or
 * lies in the user's folder. To have it there is to turn it on: photos without a person are left to the others.
 *
 * @throws {InputError} `model-unavailable` for a name that is not listed.
 */
export function chooseNetworks(
  name: string | null,
  places: MatteModelPlaces,
): Pick<NodePortsOptions, 'matteModel' | 'parsingModel'> {
  const chosen = findMatteModel(name);
  const inFolder = () =>
    listMatteModels()
      .filter(isParsingModel)
      .find((model) => isInFolder(model, places.folder));
  const parsing = chosen && isParsingModel(chosen) ? chosen : places.folder && inFolder();
  return {
    ...(chosen && isSalientModel(chosen) && { matteModel: { model: chosen, places } }),
    ...(parsing && { parsingModel: { model: parsing, places } }),
  };
}

/** Whether a model's weights lie in the user's own folder. */
export function isInFolder(model: MatteModel, folder: string | null): boolean {
  const own = folder && join(folder, model.name, 'onnx');
  return Boolean(own && existsSync(own) && bestWeights(model, readdirSync(own)));
}
