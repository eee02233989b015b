import { GENERATORS } from '@fitroom/shared/garment/vocabulary';
import { z } from 'zod';
import { DEVICE_SETTINGS } from '../inference/execution-device.ts';
import { collectorOrNone, commaList, wholeNumber } from './setting-kinds.ts';

/** All generators but `panels`, which runs anywhere. */
export const NEURAL_NAMES = GENERATORS.filter((name) => name !== 'panels');

/** Settings of the networks: where they lie, what they run on, and how long they may take. */
export const NETWORK_SETTINGS = {
  modelsFolder: {
    variable: 'FITROOM_MODELS',
    meaning:
      'Folder of networks: better ones for finding the garment, each in a folder of its name, also offered to browsers; in `generators` what `fitroom models` keeps, of which TripoSR’s is offered to browsers too.',
    schema: z.string().default(''),
  },
  modelsUrl: {
    variable: 'FITROOM_MODELS_URL',
    meaning:
      'Where `fitroom models pull` finds the models of the neural generators, each in a folder of its name: https://…, hub:OWNER/NAME or s3://BUCKET/FOLDER.',
    schema: z
      .string()
      .regex(/^((https?|s3):\/\/.+|hub:.+)?$/, 'expected https://…, hub:… or s3://…')
      .default(''),
  },
  modelsToken: {
    variable: 'FITROOM_MODELS_TOKEN',
    meaning: 'Token for that address, where it gives models only to those who agreed to terms.',
    schema: z.string().default(''),
  },
  acceptNonCommercial: {
    variable: 'FITROOM_ACCEPT_NC',
    meaning:
      '1: licences of models that forbid commercial use are accepted. 0: they are asked for.',
    schema: z.enum(['0', '1']).default('0'),
  },
  modelsLazy: {
    variable: 'FITROOM_MODELS_LAZY',
    meaning:
      '1: weights that are missing are fetched from FITROOM_MODELS_URL when the first job needs them. 0: only by `fitroom models pull`.',
    schema: z.enum(['0', '1']).default('1'),
  },
  device: {
    variable: 'FITROOM_DEVICE',
    meaning:
      'What neural generators run on: auto, the GPU where CUDA works and else the CPU; cuda, the GPU or nothing; cpu.',
    schema: z.enum(DEVICE_SETTINGS).default('auto'),
  },
  neuralJobs: {
    variable: 'FITROOM_NEURAL_JOBS',
    meaning:
      'Jobs of neural generators that run at once in this process, of the FITROOM_WORKERS; auto: one for each 8 GB of the GPU, one on a CPU.',
    schema: z.union([z.literal('auto'), z.coerce.number().int().min(1).max(64)]).default('auto'),
  },
  neuralRetry: {
    variable: 'FITROOM_NEURAL_RETRY',
    meaning:
      '1: a neural generator that runs out of memory or time at med is tried once more at low. 0: it fails.',
    schema: z.enum(['0', '1']).default('1'),
  },
  viewsLimitSeconds: {
    variable: 'FITROOM_VIEWS_LIMIT_S',
    meaning: 'Seconds that the stage views of a neural generator may take, for each try.',
    // Ten times what 75 steps are estimated at on a T4; on a CPU of few cores they take hours.
    schema: wholeNumber(1, 86_400, 600),
  },
  reconstructLimitSeconds: {
    variable: 'FITROOM_RECONSTRUCT_LIMIT_S',
    meaning: 'Seconds that the stage reconstruct may take, likewise.',
    schema: wholeNumber(1, 86_400, 300),
  },
  sidecarUrl: {
    variable: 'FITROOM_SIDECAR_URL',
    meaning:
      'Address of a host that runs generators which need Python (docs/sidecar.md). Empty: none.',
    schema: collectorOrNone.default(''),
  },
  sidecarToken: {
    variable: 'FITROOM_SIDECAR_TOKEN',
    meaning: 'Token that it is asked with. Empty: it asks for none.',
    schema: z.string().default(''),
  },
  sidecarGenerators: {
    variable: 'FITROOM_SIDECAR_GENERATORS',
    meaning:
      'Generators that it makes the garments of, in place of networks here: triposr,shap-e and so on.',
    schema: commaList.pipe(
      z.array(z.enum(NEURAL_NAMES, `expected some of ${NEURAL_NAMES.join(', ')}`)),
    ),
  },
  sidecarLimitSeconds: {
    variable: 'FITROOM_SIDECAR_LIMIT_S',
    meaning: 'Seconds that it may take for a garment.',
    // Node gives up an answer whose headers have not come after 300 s.
    schema: wholeNumber(1, 280, 240),
  },
  matteModel: {
    variable: 'FITROOM_MATTE_MODEL',
    meaning:
      'Network that finds the garment in jobs: u2netp, or a name of models/matte-models.json.',
    schema: z.string().min(1).default('u2netp'),
  },
} as const;
