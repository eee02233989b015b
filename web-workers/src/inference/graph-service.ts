import type { Backend, GraphService } from '../protocol/inference-worker.ts';
import { outcomeOf } from '../runtime/outcome-of.ts';
import { type KeptModel, type KeptModelPorts, openKeptModel } from './kept-models.ts';

interface Served {
  readonly model: KeptModel;
  readonly backend: Backend;
  readonly lines: string[];
}

/** Serves the models that this browser keeps, each opened once; one that could not be is tried anew. */
export function createGraphService(ports: Omit<KeptModelPorts, 'say'>): GraphService {
  const served = new Map<string, Promise<Served>>();

  async function open(name: string): Promise<Served> {
    const lines: string[] = [];
    const backend = await ports.backend();
    const model = await openKeptModel(name, {
      ...ports,
      backend: async () => backend,
      say: (line) => lines.push(line),
    });
    return { model, backend, lines };
  }

  function find(name: string): Promise<Served> {
    const known = served.get(name);
    if (known) return known;
    const opening = open(name);
    served.set(name, opening);
    opening.catch(() => served.delete(name));
    return opening;
  }

  return {
    openModel: (name) =>
      outcomeOf(async () => {
        // What is kept may be another export by now.
        served.delete(name);
        const { model, backend } = await find(name);
        return { manifest: model.manifest, backend };
      }),
    readModelFile: (name, path) => outcomeOf(async () => (await find(name)).model.read(path)),
    runGraph: (name, graph, inputs, output) =>
      outcomeOf(async () => {
        const { model, lines } = await find(name);
        const values = await model.graphs.run(graph, inputs, output);
        return { values, lines: lines.splice(0) };
      }),
    releaseGraphs: (name, graphs) =>
      outcomeOf(async () => {
        const known = await served.get(name);
        await known?.model.graphs.release(graphs);
        return null;
      }),
  };
}
