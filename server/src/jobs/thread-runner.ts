import { Worker } from 'node:worker_threads';
import { InputError } from '@fitroom/shared/job/input-error';
import { ProblemError } from '../problems/problem-error.ts';
import type { JobListener, JobOutput, JobRunner, JobTask } from './job-task.ts';
import type { ThreadReply, ThreadRequest } from './thread-messages.ts';

/** A job that looks at its cancel flag ends within this; one that does not is terminated. */
const GRACE_MS = 2000;
/** A thread holds some hundred MB (network, bodies); a quiet server gives them back. */
const IDLE_MS = 300_000;

export interface ThreadRunnerOptions {
  /** The thread's program, and what it gets as `workerData`. */
  readonly program: URL;
  readonly workerData: unknown;
}

/** Runs tasks in worker threads: one task a thread, threads kept warm for the next task. */
export function createThreadRunner({ program, workerData }: ThreadRunnerOptions): JobRunner {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const idleTimers = new Map<Worker, NodeJS.Timeout>();

  const start = () => {
    const worker = new Worker(program, { workerData });
    all.add(worker);
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
  const take = () => {
    const worker = idle.pop() ?? start();
    clearTimeout(idleTimers.get(worker));
    return worker;
  };
  const giveBack = (worker: Worker) => {
    if (!all.has(worker)) return;
    idle.push(worker);
    const timer = setTimeout(() => void worker.terminate(), IDLE_MS);
    timer.unref();
    idleTimers.set(worker, timer);
  };

  return {
    async run(task, listener, signal) {
      signal.throwIfAborted();
      const worker = take();
      try {
        const output = await runOn(worker, task, listener, signal);
        giveBack(worker);
        return output;
      } catch (error) {
        // A thread that answered is whole; after a crash or a cancel it is not trusted again.
        if (error instanceof InputError) giveBack(worker);
        else await worker.terminate();
        throw error;
      }
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

function runOn(
  worker: Worker,
  task: JobTask,
  listener: JobListener,
  signal: AbortSignal,
): Promise<JobOutput> {
  const cancelFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  return new Promise<JobOutput>((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined;
    const settle = (finish: () => void) => {
      clearTimeout(grace);
      signal.removeEventListener('abort', onAbort);
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      finish();
    };
    const crash = (cause: unknown) =>
      reject(
        new ProblemError('job-crashed', 'The job stopped unexpectedly. Try again.', { cause }),
      );
    const onAbort = () => {
      Atomics.store(new Int32Array(cancelFlag), 0, 1);
      grace = setTimeout(() => settle(() => reject(signal.reason)), GRACE_MS);
    };
    const onMessage = (reply: ThreadReply) => {
      if (signal.aborted && (reply.type === 'done' || reply.type === 'failed')) {
        settle(() => reject(signal.reason));
      } else if (reply.type === 'progress') listener.progress(reply.stage, reply.fraction);
      else if (reply.type === 'log') listener.log(reply.line);
      else if (reply.type === 'done') settle(() => resolve(reply.output));
      else settle(() => rejectWith(reply.failure));
    };
    const rejectWith = (failure: Extract<ThreadReply, { type: 'failed' }>['failure']) => {
      if (failure.kind === 'input') reject(new InputError(failure.code, failure.message));
      else crash(Object.assign(new Error(failure.message), { stack: failure.stack }));
    };
    const onError = (error: unknown) => settle(() => crash(error));
    const onExit = (code: number) => settle(() => crash(new Error(`Thread ended with ${code}.`)));
    signal.addEventListener('abort', onAbort, { once: true });
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage({ task, cancelFlag } satisfies ThreadRequest);
  });
}
