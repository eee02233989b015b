import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import type { MadeMesh, MeshMaker, MeshOptions } from './generate-or-lower.ts';
import type { ModelPort } from './model-port.ts';
import type { GeneratedGarment, NeuralGenerator } from './neural-generator.ts';

/** Brings what a generator gave to a file that can be worn. */
export type FinishMesh = (
  generated: GeneratedGarment,
  cutOut: RgbaImage,
  options: MeshOptions,
  context: JobContext,
) => Promise<Omit<MadeMesh, 'views'>>;

/** A generator that runs here, with what is done to its mesh; the networks are let go of in any case. */
export function meshFromNetworks(
  generator: NeuralGenerator,
  models: ModelPort,
  finish: FinishMesh,
): MeshMaker {
  return async (cutOut, options, context) => {
    const generated = await generator.generate(cutOut, options, models, context);
    try {
      const { views } = generated;
      // The photo is painted on what was made of it: of a person, on the garment alone.
      const painted = options.garment ?? cutOut;
      return { ...(await finish(generated, painted, options, context)), views };
    } finally {
      await generated.close();
    }
  };
}
