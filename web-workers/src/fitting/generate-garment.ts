import { finishGarment } from '@fitroom/shared/generators/finish-garment';
import { meshFromNetworks } from '@fitroom/shared/generators/mesh-from-networks';
import { NEURAL_GENERATORS } from '@fitroom/shared/generators/neural-generators';
import type { JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import { makeNeuralGarment } from '@fitroom/shared/tryon/make-neural-garment';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import type { GeneratedFiles, GenerateRequest } from '../protocol/try-on-worker.ts';
import { decodePhoto } from './decode-photo.ts';
import type { JobModels } from './models-over-port.ts';
import { unwrap } from './open-unwrapper.ts';
import { glbBlob } from './try-on-jobs.ts';

/**
 * Photo to mesh by networks on this device; see shared/src/tryon/make-neural-garment.ts.
 *
 * @throws {InputError} `model-unavailable` when they are not kept in this browser.
 */
export async function generateGarment(
  { photo, generator: name, model, quality, category }: GenerateRequest,
  models: JobModels,
  ports: TryOnPorts,
  context: JobContext,
): Promise<GeneratedFiles> {
  const generator = NEURAL_GENERATORS[name];
  if (!generator) throw new InputError('model-unavailable', `This version has no ${name} yet.`);
  context.progress('decode', 0);
  const [image, { manifest }] = await Promise.all([decodePhoto(photo.blob), models.open(model)]);
  context.log(JOB_LINES.runsOnDevice(name, models.backend()));
  context.progress('decode', 1);
  const garment = await makeNeuralGarment(
    image,
    meshFromNetworks(generator, models, (generated, cutOut, asked, inner) =>
      finishGarment(generated, cutOut, asked, { ...ports, unwrap }, inner),
    ),
    {
      generator: name,
      category,
      quality,
      seed: 0,
      views: null,
      large: false,
      textureSize: null,
      photoFile: '',
      run: {
        get device() {
          return models.backend() ?? 'wasm';
        },
        commercial_use: manifest.commercial_use,
      },
    },
    { stages: {}, retriesAtLow: true, release: () => models.release() },
    ports,
    context,
  );
  return { mesh: glbBlob(garment.glb), category: garment.category, origin: garment.origin };
}
