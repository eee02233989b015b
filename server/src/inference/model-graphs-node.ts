import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import type { GraphRunner } from '@fitroom/shared/networks/graph-runner';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import * as ort from 'onnxruntime-node';

export interface ModelGraphsOptions {
  /** In the order tried, for example `['cuda', 'cpu']`; the CPU is always there. */
  readonly providers: readonly ort.InferenceSession.ExecutionProviderConfig[];
  /**
   * Asked when a graph cannot be opened: the providers to try in place of those, also for the graphs after it, or
   * null to leave it at that.
   */
  readonly instead?: (
    error: unknown,
    tried: ModelGraphsOptions['providers'],
  ) => ModelGraphsOptions['providers'] | null;
  /** Cores for one graph; left out: all. */
  readonly threads?: number;
}

/**
 * The graphs of an installed model in onnxruntime. Each is opened when it is first run and stays open until it is
 * released; one that cannot be opened is tried anew the next time.
 *
 * @param folder Of the model, see `modelFolder`.
 */
export function openModelGraphs(
  folder: string,
  { name: model, graphs }: Pick<ModelManifest, 'name' | 'graphs'>,
  { providers: first, instead, threads = availableParallelism() }: ModelGraphsOptions,
): GraphRunner {
  const sessions = new Map<string, Promise<ort.InferenceSession>>();
  let providers = first;

  function open(name: string): Promise<ort.InferenceSession> {
    const known = sessions.get(name);
    if (known) return known;
    const graph = graphs.find((listed) => listed.name === name);
    if (!graph) throw new Error(`The model ${model} has no graph ${name}.`);
    const opening = openSession(join(folder, graph.file)).catch((cause: unknown) => {
      sessions.delete(name);
      if (cause instanceof InputError) throw cause;
      throw new Error(
        `The graph ${name} of ${model} cannot be opened. Check its files: models verify ${model}`,
        { cause },
      );
    });
    sessions.set(name, opening);
    return opening;
  }

  async function openSession(path: string): Promise<ort.InferenceSession> {
    try {
      // By path and not as bytes: weights above 2 GB lie in files beside the graph.
      return await ort.InferenceSession.create(path, {
        executionProviders: [...providers],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
        // Faults are thrown too; its own lines, of which every CUDA session writes some, are none of our log's.
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
    } catch (error) {
      const others = instead?.(error, providers) ?? null;
      if (others === null) throw error;
      providers = others;
      return openSession(path);
    }
  }

  return {
    async run(name, inputs, output) {
      const session = await open(name);
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([input, { data, dims }]) => [
          input,
          new ort.Tensor('float32', data, dims),
        ]),
      );
      const results = await session.run(feeds, [output]);
      const values = results[output]?.data;
      if (values instanceof Float32Array) return values;
      throw new Error(`The graph ${name} of ${model} gives no ${output} in 32 bits.`);
    },
    async release(names) {
      for (const name of names) {
        const opening = sessions.get(name);
        sessions.delete(name);
        const session = await opening?.catch(() => undefined);
        await session?.release();
      }
    },
  };
}
