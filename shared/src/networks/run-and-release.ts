import type { GraphRunner, GraphTensor } from './graph-runner.ts';

/** Runs a graph that is needed once, and gives its memory back however that ends. */
export async function runAndRelease(
  graphs: GraphRunner,
  graph: string,
  inputs: Readonly<Record<string, GraphTensor>>,
  output: string,
): Promise<Float32Array> {
  try {
    return await graphs.run(graph, inputs, output);
  } finally {
    await graphs.release([graph]);
  }
}
