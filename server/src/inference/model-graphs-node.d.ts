import type { GraphRunner } from '@fitroom/shared/networks/graph-runner';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import * as ort from 'onnxruntime-node';
export interface ModelGraphsOptions {
  /** In the order tried, for example `['cuda', 'cpu']`; the CPU is always there. */
  readonly providers: readonly ort.InferenceSession.ExecutionProviderConfig[];
  /** Cores for one graph; left out: all. */
  readonly threads?: number;
}
/**
 * The graphs of an installed model in onnxruntime. Each is opened when it is first run and stays open until it is
 * released; one that cannot be opened is tried anew the next time.
 *
 * @param folder Of the model, see `modelFolder`.
 */
export declare function openModelGraphs(
  folder: string,
  { name: model, graphs }: Pick<ModelManifest, 'name' | 'graphs'>,
  { providers, threads }: ModelGraphsOptions,
): GraphRunner;
