import { GENERATORS, type Generator, QUALITIES } from '@fitroom/shared/garment/vocabulary';
import type { ModelInfo } from '@fitroom/shared/schemas/model-info';

const NEEDS_HOST =
  'It needs a CUDA host with its weights, which this version of the server cannot use yet. Ask for panels.';

/** What an operator may use each generator for: the licences of its code and published weights. */
const LICENCES: Readonly<Record<Generator, string>> = {
  panels: 'MIT',
  'zero123+instantmesh': 'CC-BY-NC 4.0 (weights of Zero123++ v1.2): non-commercial',
  'zero123-original+instantmesh': 'CC-BY-NC 4.0 (UNet of InstantMesh): non-commercial',
  triposr: 'MIT',
  'shap-e': 'MIT',
  pifuhd: 'CC-BY-NC 4.0: non-commercial',
};

/** What a generator is and whether it can run on this server. */
export function describeModel(id: Generator): ModelInfo {
  const isBuilt = id === 'panels';
  return {
    id,
    licence: LICENCES[id],
    commercial_use: !LICENCES[id].endsWith('non-commercial'),
    available: isBuilt,
    reason: isBuilt ? null : NEEDS_HOST,
    qualities: [...QUALITIES],
    device: isBuilt ? 'cpu' : null,
    about_s: { low: null, med: null },
  };
}

export function listModels(): ModelInfo[] {
  return GENERATORS.map(describeModel);
}
