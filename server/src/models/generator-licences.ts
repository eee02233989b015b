import type { Generator } from '@fitroom/shared/garment/vocabulary';
import { type ModelCatalogue, modelsNeeded } from '@fitroom/shared/schemas/generator-model';

export interface GeneratorLicence {
  /** In words, for people. */
  readonly licence: string;
  readonly commercialUse: boolean;
}

/** Where the catalogue lists no models for it. */
const WITHOUT_MODELS: Readonly<Record<Generator, GeneratorLicence>> = {
  panels: { licence: 'MIT', commercialUse: true },
  'zero123+instantmesh': { licence: 'CC-BY-NC 4.0: non-commercial', commercialUse: false },
  'zero123-original+instantmesh': { licence: 'MIT and Apache-2.0', commercialUse: true },
  triposr: { licence: 'MIT', commercialUse: true },
  'shap-e': { licence: 'MIT', commercialUse: true },
  pifuhd: { licence: 'CC-BY-NC 4.0: non-commercial', commercialUse: false },
};

/** What an operator may use a generator for: the licences of all weights that it cannot run without. */
export function licenceOf(catalogue: ModelCatalogue, generator: Generator): GeneratorLicence {
  const needed = new Set(modelsNeeded(catalogue, generator, null));
  const models = catalogue.models.filter(({ name }) => needed.has(name));
  if (models.length === 0) return WITHOUT_MODELS[generator];
  const commercialUse = models.every(({ commercial_use }) => commercial_use);
  const licences = [...new Set(models.map(({ licence }) => licence))].join(' and ');
  return { licence: commercialUse ? licences : `${licences}: non-commercial`, commercialUse };
}
