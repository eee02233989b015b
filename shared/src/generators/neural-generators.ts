import type { NeuralGenerator, NeuralGeneratorName } from './neural-generator.ts';
import { pifuhd } from './pifuhd.ts';
import { shapE } from './shap-e.ts';
import { TRIPO_SR } from './triposr.ts';
import { zero123InstantMesh } from './zero123-instantmesh.ts';
import { zero123OriginalInstantMesh } from './zero123-original-instantmesh.ts';

/** The generators that are built, by the words of the API; what is not here cannot run anywhere yet. */
export const NEURAL_GENERATORS: Readonly<Partial<Record<NeuralGeneratorName, NeuralGenerator>>> = {
  'zero123+instantmesh': zero123InstantMesh,
  'shap-e': shapE,
  pifuhd,
  triposr: TRIPO_SR,
  'zero123-original+instantmesh': zero123OriginalInstantMesh,
};
