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
      return { ...(await finish(generated, cutOut, options, context)), views };
    } finally {
      await generated.close();
    }
  };
}
