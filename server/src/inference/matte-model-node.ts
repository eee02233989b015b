import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { GarmentParser } from '@fitroom/shared/matte/garment-parser';
import type { MattePrior } from '@fitroom/shared/matte/matte-prior';
import {
  answerLength,
  bestWeights,
  type MatteModel,
  type ParsingModel,
  type SalientModel,
  weightsFile,
} from '@fitroom/shared/schemas/matte-model';
import { AutoModel, env, LogLevel, Tensor } from '@huggingface/transformers';

export interface MatteModelPlaces {
  /** Holds a folder by model name, each with `onnx/*.onnx`; null where the user has none. */
  readonly folder: string | null;
  /** Where downloads are kept. */
  readonly downloads: string;
  /** Told what is about to be downloaded, before it is. */
  say(line: string): void;
}

interface Found {
  readonly id: string;
  readonly weights: MatteModel['weights'];
  readonly isRemote: boolean;
}

/** The user's own folder first, then what was downloaded before, then the hub. */
function find(model: MatteModel, { folder, downloads, say }: MatteModelPlaces): Found {
  const own = folder && join(folder, model.name, 'onnx');
  const weights = own && existsSync(own) ? bestWeights(model, readdirSync(own)) : null;
  if (weights) return { id: model.name, weights, isRemote: false };
  if (model.source === 'folder') {
    throw new Error(
      `its page asks to agree to its terms first: download it from https://huggingface.co/${model.repository} ` +
        `and put ${weightsFile(model.weights)} into FITROOM_MODELS/${model.name}/onnx`,
    );
  }
  const kept = join(downloads, model.repository, 'onnx', weightsFile(model.weights));
  if (!existsSync(kept)) {
    say(
      `${model.title} is downloaded from huggingface.co once: about ${model.megabytes} MB, licence ${model.licence}.`,
    );
  }
  return { id: model.repository, weights: model.weights, isRemote: true };
}

/**
 * Opens a network of models/matte-models.json that finds what stands out, in onnxruntime on the CPU.
 *
 * @returns a prior that may be called any number of times, one call after the other.
 * @throws {Error} when it is not at hand and cannot be downloaded, or is not the network it should be.
 */
export async function openMatteModel(
  model: SalientModel,
  places: MatteModelPlaces,
): Promise<MattePrior> {
  return { network: model.network, run: await openNetwork(model, places) };
}

/** The same for one that parses dressed people. */
export async function openParsingModel(
  model: ParsingModel,
  places: MatteModelPlaces,
): Promise<GarmentParser> {
  return { network: model.network, run: await openNetwork(model, places) };
}

async function openNetwork(
  model: MatteModel,
  places: MatteModelPlaces,
): Promise<MattePrior['run']> {
  const { network } = model;
  const { id, weights, isRemote } = find(model, places);
  env.logLevel = LogLevel.NONE;
  env.allowLocalModels = !isRemote;
  env.allowRemoteModels = isRemote;
  env.useFSCache = isRemote;
  env.cacheDir = places.downloads;
  if (places.folder) env.localModelPath = places.folder;
  const loaded = await AutoModel.from_pretrained(id, {
    dtype: weights,
    device: 'cpu',
    revision: model.revision,
    // All of these are one network from picture to mask, which is what this word stands for; their
    // own configurations name parts that are not used here.
    config: { model_type: 'isnet', 'transformers.js_config': {} } as never,
    session_options: {
      intraOpNumThreads: availableParallelism(),
      interOpNumThreads: 1,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  });
  const [session] = Object.values(loaded.sessions);
  const inputName: string = session.inputNames[0];
  const outputName: string = session.outputNames[0];
  const shape = [1, 3, network.size, network.size];
  return async (input) => {
    const answer = await loaded({ [inputName]: new Tensor('float32', input, shape) }).catch(
      (cause: unknown) => {
        throw new Error(`${model.title} cannot run; is it the right file?`, { cause });
      },
    );
    const { data } = answer[outputName] as Tensor;
    if (!(data instanceof Float32Array) || data.length !== answerLength(network)) {
      throw new Error(`${model.title} did not answer as expected; is it the right file?`);
    }
    return data;
  };
}
