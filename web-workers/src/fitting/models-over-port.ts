import type { InstalledModel, ModelPort } from '@fitroom/shared/generators/model-port';
import { CancelledError, type JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { Backend, GraphService } from '../protocol/inference-worker.ts';
import type { Outcome } from '../protocol/outcome.ts';

/** The models of one job. */
export interface JobModels extends ModelPort {
  /** What the models that were opened run on; null before the first. */
  backend(): Backend | null;
  /** Closes every graph that is still open. */
  release(): Promise<void>;
}

/** Failures cross as values; here they are thrown again, so that pure code sees them as anywhere. */
function answerOf<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'done') return outcome.value;
  if (outcome.status === 'cancelled') throw new CancelledError();
  const { kind, code, message } = outcome.problem;
  throw kind === 'input' ? new InputError(code, message) : new Error(message);
}

/**
 * The models that this browser keeps, run by the inference worker.
 *
 * @param say Told what the runner has to say, for the job's log.
 */
export function modelsOverPort(service: GraphService, say: JobContext['log']): JobModels {
  const opened = new Map<string, InstalledModel>();
  let backend: Backend | null = null;

  async function open(name: string): Promise<InstalledModel> {
    const known = opened.get(name);
    if (known) return known;
    const answer = answerOf(await service.openModel(name));
    backend = answer.backend;
    const model: InstalledModel = {
      manifest: answer.manifest,
      graphs: {
        async run(graph, inputs, output) {
          const { values, lines } = answerOf(await service.runGraph(name, graph, inputs, output));
          for (const line of lines) say(JOB_LINES.runtimeSays(line));
          return values;
        },
        release: async (graphs) => void answerOf(await service.releaseGraphs(name, graphs)),
      },
      read: async (path) => answerOf(await service.readModelFile(name, path)),
    };
    opened.set(name, model);
    return model;
  }

  return {
    open,
    isInstalled: (name) =>
      open(name).then(
        () => true,
        () => false,
      ),
    backend: () => backend,
    async release() {
      for (const { manifest, graphs } of opened.values()) {
        await graphs.release(manifest.graphs.map(({ name }) => name));
      }
    },
  };
}
