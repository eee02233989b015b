import type { Quality } from '@fitroom/shared/garment/vocabulary';
import { finishGarment } from '@fitroom/shared/generators/finish-garment';
import type { MeshMaker, RunLimits } from '@fitroom/shared/generators/generate-or-lower';
import { meshFromNetworks } from '@fitroom/shared/generators/mesh-from-networks';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import { NEURAL_GENERATORS } from '@fitroom/shared/generators/neural-generators';
import type { JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { modelsNeeded } from '@fitroom/shared/schemas/generator-model';
import type { NeuralGarmentOptions } from '@fitroom/shared/tryon/make-neural-garment';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import type { Settings } from '../config/settings.ts';
import { licenceOf } from '../models/generator-licences.ts';
import { openModelCatalogue } from '../models/model-catalogue.ts';
import { unwrap } from '../platform/node-unwrap.ts';
import { meshFromSidecar, requireOffer, type SidecarPlace } from '../sidecar/sidecar.ts';
import { sidecarOf } from '../sidecar/sidecar-of.ts';
import { createExecutionDevice, type DeviceSetting } from './execution-device.ts';
import { openInstalledModels } from './installed-models.ts';

/** How neural generators run in a process; structured-cloneable, for threads. */
export interface NeuralSettings {
  /** Empty: there are no models. */
  readonly modelsFolder: string;
  readonly device: DeviceSetting;
  readonly sidecar: SidecarPlace | null;
  /** For each try. */
  readonly viewsLimitSeconds: number;
  readonly reconstructLimitSeconds: number;
  readonly retriesAtLow: boolean;
}

export function neuralSettingsOf(settings: Settings): NeuralSettings {
  return {
    modelsFolder: settings.modelsFolder,
    device: settings.device,
    sidecar: sidecarOf(settings),
    viewsLimitSeconds: settings.viewsLimitSeconds,
    reconstructLimitSeconds: settings.reconstructLimitSeconds,
    retriesAtLow: settings.neuralRetry === '1',
  };
}

/** What one garment is made with. */
export interface NeuralRun {
  readonly make: MeshMaker;
  readonly limits: RunLimits;
  readonly run: NeuralGarmentOptions['run'];
}

export interface NeuralRuntime {
  /**
   * Looks that all a generator needs is there and whole.
   *
   * @throws {InputError} `model-unavailable` with the command that makes it available; `model-damaged`.
   */
  begin(
    generator: NeuralGeneratorName,
    quality: Quality,
    ports: Pick<TryOnPorts, 'gltf' | 'encodeImage'>,
    context: JobContext,
  ): Promise<NeuralRun>;
}

export interface NeuralRuntimeOptions {
  readonly settings: NeuralSettings;
  readonly cacheFolder: string;
  /** Wraps what runs outside of JavaScript; left out: nothing does. */
  readonly around?: <T>(native: () => Promise<T>) => Promise<T>;
  /** Left out: those that are built. */
  readonly generators?: typeof NEURAL_GENERATORS;
}

/** Runs the neural generators of this host, or has a sidecar run them. */
export function createNeuralRuntime({
  settings,
  cacheFolder,
  around,
  generators = NEURAL_GENERATORS,
}: NeuralRuntimeOptions): NeuralRuntime {
  const device = createExecutionDevice(settings.device);
  const catalogue = openModelCatalogue();
  const stages = {
    views: settings.viewsLimitSeconds * 1000,
    reconstruct: settings.reconstructLimitSeconds * 1000,
  };
  const { retriesAtLow, sidecar } = settings;
  return {
    async begin(name, quality, ports, context) {
      if (sidecar?.generators.includes(name)) {
        const offered = await requireOffer(sidecar, name);
        return {
          make: meshFromSidecar(sidecar, name, ports.encodeImage),
          // It keeps its own time.
          limits: { stages: {}, retriesAtLow, release: async () => {} },
          run: { device: 'sidecar', commercial_use: offered.commercial_use },
        };
      }
      const generator = generators[name];
      if (!generator) {
        throw new InputError('model-unavailable', `This version has no ${name} yet.`);
      }
      context.log(device.line);
      const models = openInstalledModels({
        modelsFolder: settings.modelsFolder,
        catalogue,
        device,
        cacheFolder,
        say: (line) => context.log(line),
        ...(around && { around }),
      });
      // Before anything is computed: what is missing or broken is known at once.
      for (const model of modelsNeeded(catalogue, name, quality)) await models.open(model);
      return {
        make: meshFromNetworks(generator, models, (generated, cutOut, asked, inner) =>
          finishGarment(generated, cutOut, asked, { ...ports, unwrap }, inner),
        ),
        limits: { stages, retriesAtLow, release: () => models.release() },
        run: {
          get device() {
            return device.device;
          },
          commercial_use: licenceOf(catalogue, name).commercialUse,
        },
      };
    },
  };
}
