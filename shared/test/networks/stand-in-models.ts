import type { InstalledModel, ModelPort } from '../../src/generators/model-port.ts';
import { InputError } from '../../src/job/input-error.ts';
import type { GraphTensor } from '../../src/networks/graph-runner.ts';
import type { ModelManifest } from '../../src/schemas/generator-model.ts';

type Inputs = Readonly<Record<string, GraphTensor>>;

/** One graph of a stand-in: its tensors' sides as a manifest lists them, and what it answers by output. */
export interface StandInGraph {
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs: Readonly<Record<string, readonly (number | string)[]>>;
  answer(inputs: Inputs, output: string): Float32Array;
}

export interface StandInModel {
  readonly graphs: Readonly<Record<string, StandInGraph>>;
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

/** What was run, in order. Inputs are copies, since callers write theirs anew. */
export interface Asked {
  readonly model: string;
  readonly graph: string;
  readonly inputs: Inputs;
}

/** Models of functions instead of networks. */
export function standInModels(models: Readonly<Record<string, StandInModel>>) {
  const asked: Asked[] = [];
  const open = new Set<string>();
  const port: ModelPort = {
    isInstalled: async (name) => name in models,
    async open(name) {
      const model = models[name];
      if (!model) throw new InputError('model-unavailable', `${name} is not installed.`);
      return installed(name, model);
    },
  };
  function installed(name: string, { graphs, files = {} }: StandInModel): InstalledModel {
    return {
      manifest: manifestOf(name, graphs),
      graphs: {
        async run(graph, inputs, output) {
          open.add(`${name}/${graph}`);
          const copies = Object.entries(inputs).map(
            ([input, { data, dims }]) => [input, { data: data.slice(), dims }] as const,
          );
          asked.push({ model: name, graph, inputs: Object.fromEntries(copies) });
          return graphs[graph]!.answer(inputs, output);
        },
        async release(released) {
          for (const graph of released) open.delete(`${name}/${graph}`);
        },
      },
      async read(path) {
        const bytes = files[path];
        if (!bytes) throw new Error(`${name} has no ${path}.`);
        return bytes;
      },
    };
  }
  return { port, asked, open };
}

function manifestOf(name: string, graphs: StandInModel['graphs']): ModelManifest {
  const listed = (tensors: StandInGraph['inputs']) =>
    Object.entries(tensors).map(([tensor, shape]) => ({ name: tensor, shape: [...shape] }));
  return {
    schema: 1,
    name,
    licence: 'none',
    commercial_use: true,
    exported: { by: 'test', opset: 17, precision: 'fp32', sources: [] },
    graphs: Object.entries(graphs).map(([graph, { inputs, outputs }]) => ({
      name: graph,
      file: `${graph}.onnx`,
      inputs: listed(inputs),
      outputs: listed(outputs),
    })),
    files: [],
  };
}
