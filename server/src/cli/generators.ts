import type { Generator } from '@fitroom/shared/garment/vocabulary';
import { InputError } from '@fitroom/shared/job/input-error';

/** What would make a generator run that does not run here. */
const NEEDS: Readonly<Record<Exclude<Generator, 'panels'>, string>> = {
  'zero123+instantmesh':
    'it needs a build with the Zero123++ and InstantMesh generator, their weights, and a CUDA device with 16 GB (or much patience on a CPU)',
  'zero123-original+instantmesh':
    'it needs a build with the original Zero123 and InstantMesh generator, their weights, and a CUDA device with 24 GB',
  triposr: 'it needs a build with the TripoSR generator and its weights',
  'shap-e': 'it needs a build with the Shap-E generator and its weights',
  pifuhd: 'it needs a build with the PIFuHD generator, its weights, and a CUDA device',
};

/** @throws {InputError} `model-unavailable` for every generator but the one that runs anywhere. */
export function requireGenerator(generator: Generator): void {
  if (generator === 'panels') return;
  throw new InputError(
    'model-unavailable',
    `The generator ${generator} cannot run here: ${NEEDS[generator]}. Use --generator panels.`,
  );
}
