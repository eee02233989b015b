import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the keeper of this run's servers. */
    serviceKeeper: string;
  }
}

/** Vitest's global set-up: no server is started yet, a test has to ask for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keeper = fork(join(import.meta.dirname, 'keeper.ts'));
  const address = await new Promise<string>((resolve, reject) => {
    keeper.once('message', (message) => resolve(String(message)));
    keeper.once('exit', () => reject(new Error('The keeper of test services did not start.')));
  });
  project.provide('serviceKeeper', address);
  return async () => {
    const ended = new Promise((resolve) => keeper.once('exit', resolve));
    keeper.disconnect();
    await ended;
  };
}
