import { InputError } from '@fitroom/shared/job/input-error';
import type { GraphRunner } from '@fitroom/shared/networks/graph-runner';
import type { Backend } from '../protocol/inference-worker.ts';
import { createSerialQueue } from '../runtime/serial-queue.ts';

/** An open graph. */
export interface GraphSession {
  run: (
    inputs: Parameters<GraphRunner['run']>[1],
    output: string,
  ) => ReturnType<GraphRunner['run']>;
  release(): Promise<void>;
}

/** @throws when the graph cannot be opened there. */
export type OpenGraph = (graph: string, backend: Backend) => Promise<GraphSession>;

interface Opened {
  readonly backend: Backend;
  readonly session: GraphSession;
}

/**
 * The graphs of one model, one call after the other: opened when they are first run, closed when they are released.
 * A graph that fails on WebGPU, opening or running, is opened on WASM and stays there, and those after it as well.
 *
 * @param first Where graphs are opened.
 * @param say Told when WebGPU is given up, for the job's log.
 */
export function createGraphRunner(
  first: Backend,
  open: OpenGraph,
  say: (line: string) => void,
): GraphRunner {
  const inTurn = createSerialQueue();
  const opened = new Map<string, Opened>();
  let backend = first;

  async function openOn(graph: string, wanted: Backend): Promise<Opened> {
    const entry = { backend: wanted, session: await open(graph, wanted) };
    opened.set(graph, entry);
    return entry;
  }

  async function close(graph: string): Promise<void> {
    const entry = opened.get(graph);
    opened.delete(graph);
    // What a lost device held is gone already.
    await entry?.session.release().catch(() => undefined);
  }

  /** A failed graph is closed: it holds memory that whatever comes next may need. */
  async function attempt(...[graph, inputs, output]: Parameters<GraphRunner['run']>) {
    try {
      const { session } = opened.get(graph) ?? (await openOn(graph, backend));
      return await session.run(inputs, output);
    } catch (error) {
      await close(graph);
      throw error;
    }
  }

  return {
    run: (graph, inputs, output) =>
      inTurn(async () => {
        const on = opened.get(graph)?.backend ?? backend;
        try {
          return await attempt(graph, inputs, output);
        } catch (error) {
          // Of files that are missing or damaged the processor could not make more.
          if (on === 'wasm' || error instanceof InputError) throw error;
          const reason = error instanceof Error ? error.message : String(error);
          say(`The graphics card gave up on ${graph}, so the processor goes on: ${reason}`);
          backend = 'wasm';
          return attempt(graph, inputs, output);
        }
      }),
    release: (graphs) =>
      inTurn(async () => {
        for (const graph of graphs) await close(graph);
      }),
  };
}
