import * as ort from 'onnxruntime-web/webgpu';
import type { Backend } from '../protocol/inference-worker.ts';
import type { GraphSession } from './graph-runner.ts';
import { configureRuntime } from './ort-runtime.ts';

/** The files of a graph, read when it is opened and let go of at once. */
export interface GraphBytes {
  readonly graph: Uint8Array;
  /** Weights beside it: above 2 GB no graph holds its own. */
  readonly beside: readonly { readonly path: string; readonly data: Uint8Array }[];
}

/** Opens a graph on the app's one runtime. */
export async function openOrtGraph(
  name: string,
  { graph, beside }: GraphBytes,
  backend: Backend,
): Promise<GraphSession> {
  configureRuntime();
  const session = await ort.InferenceSession.create(graph, {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
    externalData: beside,
    // Its arena keeps what the largest run needed; memory is what a browser lacks.
    enableCpuMemArena: false,
  });
  return {
    async run(inputs, output) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([input, { data, dims }]) => [
          input,
          new ort.Tensor('float32', data, dims),
        ]),
      );
      const results = await session.run(feeds, [output]);
      const values = await results[output]?.getData(true);
      if (values instanceof Float32Array) return values;
      throw new Error(`The graph ${name} gives no ${output} in 32 bits.`);
    },
    release: () => session.release(),
  };
}
