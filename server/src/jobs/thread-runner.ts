import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { InputError } from '@fitroom/shared/job/input-error';
import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import type { JobListener, JobOutput, JobRunner, JobTask } from './job-task.ts';
import {
  createThreadFlags,
  THREAD_FLAGS,
  type ThreadFailure,
  type ThreadFlags,
  type ThreadReply,
  type ThreadRequest,
} from './thread-messages.ts';

/** A job that looks at its cancel flag ends within this; one that does not is terminated. */
const GRACE_MS = 2000;
/** A thread holds some hundred MB (network, bodies); a quiet server gives them back. */
const IDLE_MS = 300_000;
/** How often a thread that is to end is asked whether its native code still runs. */
const NATIVE_POLL_MS = 20;
/** One step of the largest graph on a CPU of few cores; what takes longer hangs, and is waited for no more. */
const LONGEST_GRAPH_MS = 120_000;

export interface ThreadRunnerOptions {
  /** The thread's program, and what it gets as `workerData`. */
  readonly program: URL;
  readonly workerData: unknown;
}

/** Runs tasks in worker threads: one task a thread, threads kept warm for the next task. */
export function createThreadRunner({ program, workerData }: ThreadRunnerOptions): JobRunner {
  const idle: Worker[] = [];
  const all = new Map<Worker, ThreadFlags>();
  const idleTimers = new Map<Worker, NodeJS.Timeout>();

  const start = () => {
    const worker = new Worker(program, { workerData });
    all.set(worker, createThreadFlags());
    worker.once('exit', () => {
      all.delete(worker);
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      clearTimeout(idleTimers.get(worker));
      idleTimers.delete(worker);
    });
    // An idle thread that fails leaves by its exit; nobody waits for it.
    worker.on('error', () => {});
    return worker;
  };
  /** Ends a thread, but not while native code is to answer it: that would end the whole process. */
  const end = async (worker: Worker) => {
    const flags = all.get(worker);
    if (flags) Atomics.store(flags, THREAD_FLAGS.ending, 1);
    while (flags && all.has(worker) && Atomics.load(flags, THREAD_FLAGS.native) !== 0) {
      await wait(NATIVE_POLL_MS);
    }
    await worker.terminate();
  };
  const take = () => {
    const worker = idle.pop() ?? start();
    clearTimeout(idleTimers.get(worker));
    return worker;
  };
  const giveBack = (worker: Worker) => {
    if (!all.has(worker)) return;
    idle.push(worker);
    const timer = setTimeout(() => void end(worker), IDLE_MS);
    timer.unref();
    idleTimers.set(worker, timer);
  };

  return {
    async run(task, listener, signal) {
      signal.throwIfAborted();
      const worker = take();
      const answer = await runOn(worker, all.get(worker) ?? null, task, listener, signal);
      // A thread that answered is whole; one that crashed or does not listen is not used again.
      if (answer.isThreadWhole) giveBack(worker);
      // The next one's networks find no room while this one's are still there.
      else if (task.kind === 'neural') await Promise.race([end(worker), wait(LONGEST_GRAPH_MS)]);
      else void end(worker);
      if (signal.aborted) throw signal.reason;
      if (answer.error !== null) throw answer.error;
      return answer.output;
    },
    async close() {
      await Promise.all([...all.keys()].map(end));
    },
  };
}

type TaskEnd = { readonly isThreadWhole: boolean } & (
  | { readonly error: null; readonly output: JobOutput }
  | { readonly error: Error }
);

/** One task on one thread, to its end: an answer, a crash, or no answer to a cancel. */
function runOn(
  worker: Worker,
  flags: ThreadFlags | null,
  task: JobTask,
  listener: JobListener,
  signal: AbortSignal,
): Promise<TaskEnd> {
  if (!flags) {
    return Promise.resolve({ isThreadWhole: false, error: crash('The thread has ended.') });
  }
  Atomics.store(flags, THREAD_FLAGS.cancel, 0);
  return new Promise<TaskEnd>((resolve) => {
    let grace: NodeJS.Timeout | undefined;
    const settle = (end: TaskEnd) => {
      clearTimeout(grace);
      signal.removeEventListener('abort', onAbort);
      worker.off('message', onMessage);
      worker.off('error', onCrash);
      worker.off('exit', onCrash);
      resolve(end);
    };
    const onCrash = (cause: unknown) => settle({ isThreadWhole: false, error: crash(cause) });
    const onAbort = () => {
      Atomics.store(flags, THREAD_FLAGS.cancel, 1);
      grace = setTimeout(() => onCrash('The thread did not listen to a cancel.'), GRACE_MS);
    };
    const onMessage = (reply: ThreadReply) => {
      if (reply.type === 'progress') listener.progress(reply.stage, reply.fraction);
      else if (reply.type === 'log') listener.log(reply.line);
      else if (reply.type === 'done') {
        settle({ isThreadWhole: true, error: null, output: reply.output });
      } else settle({ isThreadWhole: true, error: errorOf(reply.failure) });
    };
    signal.addEventListener('abort', onAbort, { once: true });
    worker.on('message', onMessage);
    worker.on('error', onCrash);
    worker.on('exit', onCrash);
    worker.postMessage({ task, flags } satisfies ThreadRequest);
  });
}

function errorOf(failure: ThreadFailure): Error {
  if (failure.kind === 'input') {
    return new InputError(failure.code, failure.localized ?? failure.message);
  }
  return crash(Object.assign(new Error(failure.message), { stack: failure.stack }));
}

function crash(cause: unknown): ProblemError {
  // The thread's own heap; the process goes on.
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new ProblemError('out-of-memory', SERVICE_DETAILS.threadOutOfMemory(), { cause });
  }
  return new ProblemError('job-crashed', SERVICE_DETAILS.jobCrashed(), { cause });
}
