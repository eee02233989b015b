import {
  answerLength,
  bestWeights,
  WEIGHTS,
  type Weights,
  weightsFile,
} from '@fitroom/shared/schemas/matte-model';
import { AutoModel, env, LogLevel, Tensor } from '@huggingface/transformers';
import { MODEL_CACHE, MODEL_FOLDER, type ModelWish } from '../protocol/inference-worker.ts';
import type { ChosenModel } from './model-choice.ts';
import { configureRuntime } from './ort-runtime.ts';

const addressOf = (name: string, weights: Weights) =>
  `${MODEL_FOLDER}${name}/onnx/${weightsFile(weights)}`;

/** Which of a model's files are at hand: kept in this browser, else on the app's own server. */
async function filesHere(name: string): Promise<string[]> {
  const cache = await caches.open(MODEL_CACHE);
  const isKept = async (weights: Weights) => Boolean(await cache.match(addressOf(name, weights)));
  const isServed = async (weights: Weights) => {
    const answer = await fetch(addressOf(name, weights), { method: 'HEAD' }).catch(() => null);
    return answer?.ok ?? false;
  };
  for (const isThere of [isKept, isServed]) {
    const there = await Promise.all(WEIGHTS.map(isThere));
    if (there.includes(true)) return WEIGHTS.filter((_, i) => there[i]).map(weightsFile);
  }
  return [];
}

async function weightsOf({ model, place }: ModelWish): Promise<Weights> {
  if (place !== 'here') return model.weights;
  const weights = bestWeights(model, await filesHere(model.name));
  if (!weights) {
    throw new Error(
      `No file of ${model.title} is here: choose its folder again, or another model.`,
    );
  }
  return weights;
}

/**
 * Opens a network of models/matte-models.json with transformers.js on the app's own runtime. What is
 * downloaded stays in the browser's cache, so that it opens offline the next time.
 *
 * @param backend What the machine runs networks on.
 */
export async function openMatteModel(
  wish: ModelWish,
  backend: 'webgpu' | 'wasm',
  onProgress: (fraction: number) => void,
): Promise<ChosenModel> {
  const { model, place } = wish;
  const { network } = model;
  configureRuntime();
  env.logLevel = LogLevel.NONE;
  env.useWasmCache = false;
  env.useBrowserCache = true;
  env.cacheKey = MODEL_CACHE;
  env.allowLocalModels = place !== 'hub';
  env.localModelPath = MODEL_FOLDER;
  env.allowRemoteModels = place === 'hub';
  const loaded = await AutoModel.from_pretrained(place === 'here' ? model.name : model.repository, {
    dtype: await weightsOf(wish),
    device: backend,
    revision: model.revision,
    // All of these are one network from picture to mask, which is what this word stands for; their
    // own configurations name parts that are not used here.
    config: { model_type: 'isnet', 'transformers.js_config': {} } as never,
    progress_callback: (event) => {
      if (event.status === 'progress' && event.total > 0) onProgress(event.loaded / event.total);
    },
  });
  const [session] = Object.values(loaded.sessions);
  const inputName: string = session.inputNames[0];
  const outputName: string = session.outputNames[0];
  const shape = [1, 3, network.size, network.size];
  return {
    network,
    async run(input) {
      const answer = await loaded({ [inputName]: new Tensor('float32', input, shape) });
      const { data } = answer[outputName] as Tensor;
      if (!(data instanceof Float32Array) || data.length !== answerLength(network)) {
        throw new Error(`${model.title} did not answer as expected; is it the right file?`);
      }
      return data;
    },
    release: async () => void (await loaded.dispose()),
  };
}
