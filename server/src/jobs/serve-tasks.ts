import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { NEURAL_GENERATORS } from '@fitroom/shared/generators/neural-generators';
import { CancelledError } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { z } from 'zod';
import { chooseNetworks } from '../inference/matte-models.ts';
import { createNeuralRuntime, type NeuralSettings } from '../inference/neural-runtime.ts';
import { createNodePorts } from '../platform/node-ports.ts';
import { runTask, type TaskPorts } from './run-task.ts';
import {
  THREAD_FLAGS,
  type ThreadFailure,
  type ThreadFlags,
  type ThreadReply,
  type ThreadRequest,
} from './thread-messages.ts';

/** So that those who ask how far a job is are answered while it takes all cores there are. */
const JOB_NICENESS = 10;

/** What a thread does without being told how neural generators run: they have no models. */
const NO_MODELS: NeuralSettings = {
  modelsFolder: '',
  device: 'cpu',
  sidecar: null,
  viewsLimitSeconds: 600,
  reconstructLimitSeconds: 300,
  retriesAtLow: true,
};

const DataSchema = z.object({
  cacheFolder: z.string(),
  matteModel: z.string().nullish(),
  modelsFolder: z.string().default(''),
  // Written by neuralSettingsOf in the process that starts the thread.
  neural: z.custom<NeuralSettings>().default(NO_MODELS),
});

/**
 * Makes this worker thread one that does jobs: one request at a time, answered as thread-messages.ts says.
 *
 * @param generators Left out: those that are built.
 */
export function serveTasks(generators?: typeof NEURAL_GENERATORS): void {
  const port = parentPort;
  if (!port) throw new Error('A job thread runs as a worker thread only.');
  // Linux has a niceness for each thread, and takes 0 for the one that asks; elsewhere it is the whole process.
  if (process.platform === 'linux') setPriority(0, JOB_NICENESS);
  const { cacheFolder, matteModel, modelsFolder, neural } = DataSchema.parse(workerData);
  const ports = createNodePorts({
    cacheFolder,
    ...chooseNetworks(matteModel ?? null, {
      folder: modelsFolder || null,
      downloads: join(cacheFolder, 'models'),
      // Lines that belong to no job; the server's log is on the main thread.
      say: (line) => process.stderr.write(`${line}\n`),
    }),
  });
  let flags: ThreadFlags | null = null;
  /** A thread that is ended while native code is to answer it takes the whole process down. */
  const marked = async <T>(native: () => Promise<T>): Promise<T> => {
    if (!flags) return native();
    const ofThread = flags;
    const leave = () => void Atomics.sub(ofThread, THREAD_FLAGS.native, 1);
    // In this order: whoever ends the thread sets the one and then reads the other.
    Atomics.add(ofThread, THREAD_FLAGS.native, 1);
    if (Atomics.load(ofThread, THREAD_FLAGS.ending) !== 0) {
      leave();
      return new Promise(() => {});
    }
    try {
      return await native();
    } finally {
      // What answers is still on the stack here.
      setImmediate(leave);
    }
  };
  const runtime = createNeuralRuntime({
    settings: neural,
    cacheFolder,
    around: marked,
    ...(generators && { generators }),
  });
  const markedPorts = async (): Promise<TaskPorts> => {
    const given = await marked(() => ports);
    const { parser } = given;
    return {
      ...given,
      ...(parser && { parser: { ...parser, run: (input) => marked(() => parser.run(input)) } }),
      neural: runtime,
      prior: {
        get network() {
          return given.prior.network;
        },
        run: (input) => marked(() => given.prior.run(input)),
      },
    };
  };
  const reply = (message: ThreadReply) => port.postMessage(message);
  port.on('message', async ({ task, flags: ofTask }: ThreadRequest) => {
    if (!flags) Atomics.sub(ofTask, THREAD_FLAGS.native, 1);
    flags = ofTask;
    try {
      const output = await runTask(task, await markedPorts(), {
        signal: {
          get aborted() {
            return Atomics.load(ofTask, THREAD_FLAGS.cancel) !== 0;
          },
        },
        progress: (stage, fraction) => reply({ type: 'progress', stage, fraction }),
        log: (line) => reply({ type: 'log', line }),
        now: () => performance.now(),
      });
      reply({ type: 'done', output });
    } catch (error) {
      reply({ type: 'failed', failure: describe(error) });
    }
  });
}

function describe(error: unknown): ThreadFailure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof InputError) {
    const { code, localized } = error;
    return { kind: 'input', code, message, localized, stack };
  }
  const kind = error instanceof CancelledError ? 'cancelled' : 'fault';
  return { kind, code: kind, message, localized: null, stack };
}
