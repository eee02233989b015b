import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledModel, ModelPort } from '@fitroom/shared/generators/model-port';
import { InputError } from '@fitroom/shared/job/input-error';
import type { Sentence } from '@fitroom/shared/messages/sentence';
import type { GraphRunner } from '@fitroom/shared/networks/graph-runner';
import type { CatalogueModel, ModelCatalogue } from '@fitroom/shared/schemas/generator-model';
import { ownCommand } from '../config/own-command.ts';
import { inspectModel, modelFolder } from '../models/model-folder.ts';
import { MODEL_REASONS } from '../models/model-reasons.ts';
import { damaged, verifyOnce } from '../models/verify-once.ts';
import type { ExecutionDevice } from './execution-device.ts';
import { openModelGraphs } from './model-graphs-node.ts';

export interface InstalledModelsOptions {
  /** FITROOM_MODELS; empty: there are none. */
  readonly modelsFolder: string;
  readonly catalogue: ModelCatalogue;
  readonly device: ExecutionDevice;
  /** Where it is remembered which weights were checked. */
  readonly cacheFolder: string;
  /** Told what takes its time. */
  say(line: Sentence): void;
  /** Wraps what runs outside of JavaScript; left out: nothing does. */
  readonly around?: <T>(native: () => Promise<T>) => Promise<T>;
}

/** The models of one job. */
export interface JobModels extends ModelPort {
  /** Closes every graph that is still open; a later run opens it again. */
  release(): Promise<void>;
}

/** The models of this host's folder, each checked before it is first used. */
export function openInstalledModels(options: InstalledModelsOptions): JobModels {
  const { modelsFolder, catalogue } = options;
  const opened = new Map<string, Promise<InstalledModel>>();
  const listed = (name: string): CatalogueModel => {
    const model = catalogue.models.find((candidate) => candidate.name === name);
    if (model) return model;
    throw new InputError('model-unavailable', `No model is called ${name} in this version.`);
  };
  return {
    open(name) {
      const opening = opened.get(name) ?? openModel(listed(name), options);
      opened.set(name, opening);
      opening.catch(() => opened.delete(name));
      return opening;
    },
    async isInstalled(name) {
      if (modelsFolder === '') return false;
      return (await inspectModel(modelsFolder, listed(name))).state === 'ready';
    },
    async release() {
      for (const opening of opened.values()) {
        const model = await opening.catch(() => null);
        await model?.graphs.release(model.manifest.graphs.map(({ name }) => name));
      }
    },
  };
}

async function openModel(
  model: CatalogueModel,
  { modelsFolder, device, cacheFolder, say, around }: InstalledModelsOptions,
): Promise<InstalledModel> {
  const { name } = model;
  const { state, manifest, faults } =
    modelsFolder === ''
      ? ({ state: 'absent', manifest: null, faults: [] } as const)
      : await inspectModel(modelsFolder, model);
  if (state === 'damaged') throw damaged(name, faults);
  if (state !== 'ready' || !manifest) {
    throw new InputError(
      'model-unavailable',
      MODEL_REASONS.weightsNotInstalled(name, ownCommand(`models pull ${name}`)),
    );
  }
  await verifyOnce(modelsFolder, model, manifest, cacheFolder, say);
  const folder = modelFolder(modelsFolder, name);
  const graphs = openModelGraphs(folder, manifest, {
    providers: device.providers(),
    instead: (error, tried) => {
      const others = device.instead(error, tried);
      if (others) say(device.line);
      return others;
    },
  });
  const paths = new Set(manifest.files.map(({ path }) => path));
  return {
    manifest,
    graphs: around ? wrapped(graphs, around) : graphs,
    async read(path) {
      if (!paths.has(path)) throw new Error(`The model ${name} has no file ${path}.`);
      return new Uint8Array(await readFile(join(folder, path)));
    },
  };
}

function wrapped(
  graphs: GraphRunner,
  around: NonNullable<InstalledModelsOptions['around']>,
): GraphRunner {
  return {
    run: (...call) => around(() => graphs.run(...call)),
    release: (names) => around(() => graphs.release(names)),
  };
}
