import { parentPort, workerData } from 'node:worker_threads';
import { dressForSheet } from './dress-for-sheet.ts';
import type { BatchPhoto } from './find-photos.ts';
import type { TryOnChoices } from './parse-arguments.ts';
import { openRuntime } from './runtime.ts';

/** What a batch's thread is started with. */
export interface BatchWorkerData {
  readonly out: string;
  readonly choices: TryOnChoices;
}

const { out, choices } = workerData as BatchWorkerData;
const runtime = openRuntime(choices.matteModel);
const context = {
  signal: { aborted: false },
  progress: () => undefined,
  log: () => undefined,
  now: () => performance.now(),
};

parentPort!.on('message', async (photo: BatchPhoto) => {
  parentPort!.postMessage(await dressForSheet(photo, out, choices, await runtime, context));
});
