import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import { type MatteModel, readMatteModels } from '@fitroom/shared/schemas/matte-model';
import { PATHS } from '../config/paths.ts';

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
