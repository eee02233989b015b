import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATORS } from '@fitroom/shared/garment/vocabulary';
import {
  type CatalogueModel,
  type ModelCatalogue,
  modelsNeeded,
  readModelCatalogue,
} from '@fitroom/shared/schemas/generator-model';
import { PATHS } from '../config/paths.ts';
import { ModelError } from './model-error.ts';

/** The models of models/generator-models.json. */
export function openModelCatalogue(): ModelCatalogue {
  return readModelCatalogue(
    JSON.parse(readFileSync(join(PATHS.models, 'generator-models.json'), 'utf8')),
  );
}

/**
 * The models that words mean: names of models, or of generators, which mean all that these need.
 *
 * @returns each model once, in the order named.
 * @throws {ModelError} `unknown` for another word.
 */
export function findModels(
  catalogue: ModelCatalogue,
  words: readonly string[],
): readonly CatalogueModel[] {
  const names = words.flatMap((word) => {
    const generator = GENERATORS.find((listed) => listed === word);
    const needed = generator ? modelsNeeded(catalogue, generator, null) : [];
    return needed.length > 0 ? needed : [word];
  });
  return [...new Set(names)].map((name) => {
    const model = catalogue.models.find((listed) => listed.name === name);
    if (model) return model;
    const known = [
      ...catalogue.models.map((listed) => listed.name),
      ...new Set(catalogue.generators.map(({ generator }) => generator)),
    ];
    throw new ModelError(
      'unknown',
      `No model or generator that needs one is called ${name}; there are ${known.join(', ')}.`,
    );
  });
}
