import { resourceUsage } from 'node:process';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import * as ort from 'onnxruntime-node';
import type { watchGpuMemory } from './gpu-memory.ts';
import { graphFeeds } from './graph-feeds.ts';

type Provider = 'cuda' | 'cpu';

export interface GraphFigures {
  readonly openedMs: number;
  readonly firstMs: number;
  /** Least of the runs after the first. */
  readonly bestMs: number;
  readonly gpuPeakMb: number;
  /** Largest resident size of this process so far. */
  readonly hostPeakMb: number;
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

const RUNS = 3;

/** Opens one graph of a model, runs it several times and lets it go. */
export async function timeGraph(
  path: string,
  graph: ModelManifest['graphs'][number],
  provider: Provider,
  memory: ReturnType<typeof watchGpuMemory>,
  runs = RUNS,
): Promise<GraphFigures> {
  const feeds = graphFeeds(graph);
  memory.takePeakMb();
  const started = performance.now();
  const session = await ort.InferenceSession.create(path, {
    executionProviders: provider === 'cuda' ? ['cuda', 'cpu'] : ['cpu'],
    graphOptimizationLevel: 'all',
  });
  const openedMs = performance.now() - started;
  const times: number[] = [];
  let results: ort.InferenceSession.OnnxValueMapType = {};
  for (let run = 0; run < runs; run++) {
    const before = performance.now();
    results = await session.run(feeds);
    times.push(performance.now() - before);
  }
  const gpuPeakMb = memory.takePeakMb();
  await session.release();
  const [firstMs, ...later] = times;
  return {
    openedMs,
    firstMs: firstMs!,
    bestMs: Math.min(...(later.length > 0 ? later : times)),
    gpuPeakMb,
    hostPeakMb: Math.round(resourceUsage().maxRSS / 1024),
    outputs: Object.fromEntries(
      Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]),
    ),
  };
}

/** Largest difference between two runs' outputs over the largest value, and whether all are numbers. */
export function compareOutputs(
  ours: GraphFigures['outputs'],
  theirs: GraphFigures['outputs'],
): { readonly relative: number; readonly areNumbers: boolean } {
  let [difference, largest, areNumbers] = [0, 0, true];
  for (const [name, values] of Object.entries(ours)) {
    const others = theirs[name];
    if (others?.length !== values.length) throw new Error(`The output ${name} has another length.`);
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i]!)) areNumbers = false;
      difference = Math.max(difference, Math.abs(values[i]! - others[i]!));
      largest = Math.max(largest, Math.abs(others[i]!));
    }
  }
  return { relative: difference / largest, areNumbers };
}
