import {
  GENERATORS,
  type Generator,
  QUALITIES,
  type Quality,
} from '@fitroom/shared/garment/vocabulary';
import type { Language } from '@fitroom/shared/messages/language';
import type { ModelInfo } from '@fitroom/shared/schemas/model-info';
import { sayRow } from '../problems/kept-words.ts';
import { type GenerationDuration, recentGenerations } from '../records/job-figures.ts';
import { findGenerators, type GeneratorPorts } from './find-generators.ts';

/** Offered first where a GPU runs it. */
const BEST_ON_GPU: Generator = 'zero123+instantmesh';

const PANELS: Omit<ModelInfo, 'about_s'> = {
  id: 'panels',
  licence: 'MIT',
  commercial_use: true,
  available: true,
  reason: null,
  qualities: [...QUALITIES],
  device: 'cpu',
  to_download_mb: null,
};

/** Every generator, and whether it can run here; the one to offer first comes first. */
export async function listModels(ports: GeneratorPorts, language: Language): Promise<ModelInfo[]> {
  const found = await findGenerators(ports);
  const lately = await recentGenerations(ports.database);
  const models = GENERATORS.map((id): ModelInfo => {
    const hosted = id === 'panels' ? null : found.get(id);
    const about_s = { low: aboutSeconds(lately, id, 'low'), med: aboutSeconds(lately, id, 'med') };
    if (!hosted) return { ...PANELS, about_s };
    const { licence, commercialUse, qualities, device, reason, toDownloadMb } = hosted;
    const available = qualities.length > 0;
    return {
      id,
      licence,
      commercial_use: commercialUse,
      available,
      reason: available || reason === null ? null : sayRow(reason, language),
      // What it could make where it ran.
      qualities: available ? [...qualities] : [...QUALITIES],
      device: available ? device : null,
      to_download_mb: toDownloadMb ?? null,
      about_s,
    };
  });
  const isFirst = ({ id, device }: ModelInfo) => id === BEST_ON_GPU && device === 'cuda';
  return [...models.filter(isFirst), ...models.filter((model) => !isFirst(model))];
}

/** The middle of what it took lately; null where nothing was made by it. */
function aboutSeconds(
  lately: readonly GenerationDuration[],
  id: Generator,
  quality: Quality,
): number | null {
  const sorted = lately
    .filter((made) => made.model === id && made.quality === quality)
    .map(({ durationMs }) => durationMs)
    .sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return middle === undefined ? null : Math.round(middle / 100) / 10;
}
