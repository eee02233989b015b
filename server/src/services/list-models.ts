import { GENERATORS, type Generator, QUALITIES } from '@fitroom/shared/garment/vocabulary';
import type { ModelInfo } from '@fitroom/shared/schemas/model-info';
import { LICENCES } from '../models/generator-licences.ts';
import { findGenerators, type GeneratorPorts } from './find-generators.ts';

/** Offered first where a GPU runs it. */
const BEST_ON_GPU: Generator = 'zero123+instantmesh';

const PANELS: ModelInfo = {
  id: 'panels',
  licence: LICENCES.panels,
  commercial_use: true,
  available: true,
  reason: null,
  qualities: [...QUALITIES],
  device: 'cpu',
  about_s: { low: null, med: null },
};

/** Every generator, and whether it can run here; the one to offer first comes first. */
export async function listModels(ports: GeneratorPorts): Promise<ModelInfo[]> {
  const found = await findGenerators(ports);
  const models = GENERATORS.map((id): ModelInfo => {
    const hosted = id === 'panels' ? null : found.get(id);
    if (!hosted) return PANELS;
    const { licence, commercialUse, qualities, device, reason } = hosted;
    const available = qualities.length > 0;
    return {
      id,
      licence,
      commercial_use: commercialUse,
      available,
      reason: available ? null : reason,
      // What it could make where it ran.
      qualities: available ? [...qualities] : [...QUALITIES],
      device: available ? device : null,
      about_s: { low: null, med: null },
    };
  });
  const isFirst = ({ id, device }: ModelInfo) => id === BEST_ON_GPU && device === 'cuda';
  return [...models.filter(isFirst), ...models.filter((model) => !isFirst(model))];
}
