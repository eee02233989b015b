import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { CancelledError } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { z } from 'zod';
import { findMatteModel } from '../inference/matte-models.ts';
import { createNodePorts } from '../platform/node-ports.ts';
import { runTask } from './run-task.ts';
import {
  THREAD_FLAGS,
  type ThreadFailure,
  type ThreadReply,
  type ThreadRequest,
} from './thread-messages.ts';

/** The program of a job thread: one request at a time, answered as thread-messages.ts says. */
const port = parentPort;
if (!port) throw new Error('job-thread.ts runs as a worker thread only.');
/** So that those who ask how far a job is are answered while it takes all cores there are. */
const JOB_NICENESS = 10;
// Linux has a niceness for each thread, and takes 0 for the one that asks; elsewhere it is the whole process.
if (process.platform === 'linux') setPriority(0, JOB_NICENESS);
const { cacheFolder, matteModel, modelsFolder } = z
  .object({
    cacheFolder: z.string(),
    matteModel: z.string().nullish(),
    modelsFolder: z.string().default(''),
  })
  .parse(workerData);
const model = findMatteModel(matteModel ?? null);
const ports = createNodePorts({
  cacheFolder,
  matteModel: model && {
    model,
    places: {
      folder: modelsFolder || null,
      downloads: join(cacheFolder, 'models'),
      // Lines that belong to no job; the server's log is on the main thread.
      say: (line) => process.stderr.write(`${line}\n`),
    },
  },
});
const reply = (message: ThreadReply) => port.postMessage(message);

/** A thread that is ended while native code is to answer it takes the whole process down. */
async function marked<T>(flags: ThreadRequest['flags'], native: () => Promise<T>): Promise<T> {
  Atomics.store(flags, THREAD_FLAGS.native, 1);
  try {
    return await native();
  } finally {
    Atomics.store(flags, THREAD_FLAGS.native, 0);
  }
}

async function portsOf(flags: ThreadRequest['flags']): Promise<TryOnPorts> {
  const given = await marked(flags, () => ports);
  return {
    ...given,
    prior: {
      get network() {
        return given.prior.network;
      },
      run: (input) => marked(flags, () => given.prior.run(input)),
    },
  };
}

port.on('message', async ({ task, flags }: ThreadRequest) => {
  try {
    const output = await runTask(task, await portsOf(flags), {
      signal: {
        get aborted() {
          return Atomics.load(flags, THREAD_FLAGS.cancel) !== 0;
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

function describe(error: unknown): ThreadFailure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof InputError) return { kind: 'input', code: error.code, message, stack };
  const kind = error instanceof CancelledError ? 'cancelled' : 'fault';
  return { kind, code: kind, message, stack };
}
