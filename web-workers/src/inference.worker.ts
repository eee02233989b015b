import { U2NETP } from '@fitroom/shared/matte/matte-prior';
import * as Comlink from 'comlink';
import { chooseBackend } from './inference/choose-backend.ts';
import { createGraphService } from './inference/graph-service.ts';
import { browserCache } from './inference/kept-models.ts';
import { createModelChoice } from './inference/model-choice.ts';
import { openOrtGraph } from './inference/open-ort-graph.ts';
import { openOrtSession } from './inference/ort-session.ts';
import { createPriorRunner } from './inference/prior-runner.ts';
import { probeAdapter } from './inference/probe-adapter.ts';
import type {
  Backend,
  GraphService,
  InferenceWorker,
  PriorService,
} from './protocol/inference-worker.ts';
import { createByteStore } from './runtime/byte-store.ts';
import { outcomeOf } from './runtime/outcome-of.ts';
import { createTimingMemory } from './runtime/timing-memory.ts';

const memory = createTimingMemory(
  createByteStore(() => Date.now()),
  // Raised when the model or the runtime changes.
  'backend-timing/u2netp/ort-1.30',
  ['webgpu', 'wasm'],
);
const sampleInput = () => new Float32Array(3 * U2NETP.size ** 2);
let forced: Backend | null = null;
const runner = createPriorRunner(
  () =>
    chooseBackend(forced, {
      open: openOrtSession,
      probe: () => probeAdapter(Reflect.get(navigator, 'gpu')),
      recall: memory.recall,
      remember: memory.remember,
      now: () => performance.now(),
      sampleInput,
    }),
  openOrtSession,
  sampleInput,
);

const choice = createModelChoice(runner.run, async (wish, onProgress) => {
  const { backend } = await runner.ready();
  // Loaded only for those who chose it: it is larger than everything else here together.
  const { openMatteModel } = await import('./inference/open-matte-model.ts');
  if (backend === 'wasm') return openMatteModel(wish, 'wasm', onProgress);
  // Graphics cards without half precision refuse most of these files.
  return openMatteModel(wish, 'webgpu', onProgress).catch(() =>
    openMatteModel(wish, 'wasm', onProgress),
  );
});

/** Software adapters take minutes for what WASM does in seconds; forcing WebGPU is for whoever wants to see it. */
async function graphBackend(): Promise<Backend> {
  if (forced !== null) return forced;
  return (await probeAdapter(Reflect.get(navigator, 'gpu'))) === 'hardware' ? 'webgpu' : 'wasm';
}

const service: PriorService & GraphService = {
  ...createGraphService({ ...browserCache, backend: graphBackend, open: openOrtGraph }),
  network: () => outcomeOf(choice.network),
  run: (network, input) => outcomeOf(() => choice.run(network, input)),
};
const worker: InferenceWorker = {
  async warmUp(wish) {
    forced = wish.forced;
    return outcomeOf(runner.ready);
  },
  report: async () => runner.report(),
  async use(wish, progress) {
    try {
      return await choice.use(wish, (fraction) => progress.postMessage(fraction));
    } finally {
      progress.close();
    }
  },
  model: async () => choice.report(),
  serve: async (port) => Comlink.expose(service, port),
};
Comlink.expose(worker);
