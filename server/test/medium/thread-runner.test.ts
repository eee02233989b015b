import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createThreadRunner } from '../../src/jobs/thread-runner.ts';
import { plainPhoto, temporaryFolder } from './api-harness.ts';

/** Since the threads were started; the last of them finds them at work. */
const STOPPED_AFTER_MS = [900, 1200, 1500, 2500];

test('a server that stops while its threads still load native code lives to its end', async () => {
  const task = { kind: 'inspect', photo: await plainPhoto() } as const;
  const listener = { progress: () => {}, log: () => {} };
  const cacheFolder = temporaryFolder();
  const stopAfter = async (milliseconds: number) => {
    const runner = createThreadRunner({
      program: new URL('./slow-start-thread.ts', import.meta.url),
      workerData: { cacheFolder },
    });
    const { signal } = new AbortController();
    const ended = runner.run(task, listener, signal).then(
      ({ kind }) => kind,
      (error: unknown) => error,
    );
    await wait(milliseconds);
    await runner.close();
    return ended;
  };
  for (const answer of await Promise.all(STOPPED_AFTER_MS.map(stopAfter))) {
    // An abort in native code would have taken this process with it.
    if (answer !== 'inspect') expect(answer).toMatchObject({ code: 'job-crashed' });
  }
});
