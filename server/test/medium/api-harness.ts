import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createApiClient } from '@fitroom/shared/client/api-client';
import sharp from 'sharp';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { readSettings } from '../../src/config/read-settings.ts';
import type { JobListener, JobOutput, JobRunner, JobTask } from '../../src/jobs/job-task.ts';
import { createThreadRunner } from '../../src/jobs/thread-runner.ts';
import { createLogger } from '../../src/log/logger.ts';
import { cacheFolder } from '../../src/platform/disk-cache.ts';
import { type StartOptions, startServer } from '../../src/start-server.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples');

export type Harness = Awaited<ReturnType<typeof startHarness>>;

export interface HarnessOptions
  extends Partial<
    Pick<StartOptions, 'createRunner' | 'generators' | 'now' | 'appFolder' | 'logger' | 'freeBytes'>
  > {
  /** Variables beside those that every test sets. */
  readonly environment?: Record<string, string>;
  /** Of an earlier harness, to start on again. */
  readonly dataFolder?: string;
}

/** Takes what is to be done at the end, last come first. */
export type AtTheEnd = (end: () => Promise<void> | void) => void;

/** A folder that is gone after the test, or whenever else `atTheEnd` says. */
export function temporaryFolder(atTheEnd: AtTheEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-test-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** For what all tests of a file share. To be called outside of them. */
export function afterTheFile(): AtTheEnd {
  const ends: (() => Promise<void> | void)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  return (end) => void ends.push(end);
}

/** A real server on a free port, with a database and files of its own, stopped after the test or as `atTheEnd` says. */
export async function startHarness(
  options: HarnessOptions = {},
  atTheEnd: AtTheEnd = onTestFinished,
) {
  const dataFolder = options.dataFolder ?? temporaryFolder(atTheEnd);
  const { environment = {}, dataFolder: _, createRunner, ...rest } = options;
  const settings = readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    FITROOM_DATA: dataFolder,
    ...environment,
  });
  const server = await startServer({
    settings,
    logger: createLogger('silent', false),
    createRunner: createRunner ?? pipelineRunner,
    ...rest,
  });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await server.stop();
  };
  atTheEnd(stop);
  const client = createApiClient({
    baseUrl: server.address,
    fetch,
    sleep: (milliseconds) => wait(Math.min(milliseconds, 50)),
  });
  const send = (path: string, init?: RequestInit) => fetch(`${server.address}${path}`, init);
  const sendJson = (path: string, body: unknown) =>
    send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const upload = async (photo: Uint8Array, userId = 'ann') =>
    client.uploadImage({ userId, photo, mimeType: 'image/jpeg' });
  return { address: server.address, dataFolder, client, send, sendJson, upload, stop };
}

/** One server for all tests of the file or the `describe` that calls this: for what leaves no trace on it. */
export function commonHarness(options: HarnessOptions = {}): () => Harness {
  const atTheEnd = afterTheFile();
  let harness: Harness | undefined;
  beforeAll(async () => {
    harness = await startHarness(options, atTheEnd);
  });
  return () => {
    if (!harness) throw new Error('The server runs only during tests.');
    return harness;
  };
}

/** Of all servers that run in this process, one after another; made when the first of them has a job. */
let threads: JobRunner | undefined;

/**
 * The runner that main.ts uses, on threads that outlive the test's server: to load one and to warm it up takes longer than
 * a job. With the command line's cache: the field round a body is measured once, not by each server.
 */
export function pipelineRunner(): JobRunner {
  const running = new Set<Promise<unknown>>();
  return {
    run(task, listener, signal) {
      threads ??= createThreadRunner({
        program: new URL('../../src/jobs/job-thread.ts', import.meta.url),
        workerData: { cacheFolder: cacheFolder(process.env) },
      });
      const output = threads.run(task, listener, signal);
      const end = output.catch(() => undefined).finally(() => running.delete(end));
      running.add(end);
      return output;
    },
    // Whoever stops a server has told its jobs to end.
    close: async () => void (await Promise.all(running)),
  };
}

export interface RunningTask {
  readonly task: JobTask;
  readonly listener: JobListener;
  readonly signal: AbortSignal;
  finish(output: JobOutput): void;
  fail(error: Error): void;
}

/**
 * A runner whose tasks a test ends by hand, to look at the queue without minutes of draping. Looks at
 * uploaded photos end at once.
 */
export function handRunner() {
  const waiting: ((task: RunningTask) => void)[] = [];
  const started: RunningTask[] = [];
  const runner: JobRunner = {
    run(task, listener, signal) {
      if (task.kind === 'inspect') {
        return Promise.resolve({ kind: 'inspect', widthPx: 200, heightPx: 300 });
      }
      return new Promise<JobOutput>((finish, fail) => {
        if (signal.aborted) return fail(signal.reason);
        signal.addEventListener('abort', () => fail(signal.reason));
        const running = { task, listener, signal, finish, fail };
        const next = waiting.shift();
        if (next) next(running);
        else started.push(running);
      });
    },
    async close() {},
  };
  return {
    createRunner: () => runner,
    /** The next task that the server starts. */
    next: () =>
      new Promise<RunningTask>((resolve) => {
        const running = started.shift();
        if (running) resolve(running);
        else waiting.push(resolve);
      }),
    /** How many tasks run that no test has taken. */
    get untaken() {
      return started.length;
    },
  };
}

/** A drawn photo: a plain colour, enough where nobody looks for a garment. */
export async function plainPhoto(width = 200, height = 300): Promise<Uint8Array> {
  const image = sharp({ create: { width, height, channels: 3, background: '#3060a0' } });
  return new Uint8Array(await image.jpeg().toBuffer());
}

/** One of the drawn samples that ship. */
export async function samplePhoto(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(SAMPLES, `${name}.jpg`)));
}
