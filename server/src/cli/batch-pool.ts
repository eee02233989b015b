import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BatchWorkerData } from './batch-worker.ts';
import { faultRow, type SheetPart } from './dress-for-sheet.ts';
import type { BatchPhoto } from './find-photos.ts';

/** Beside this file, bundled as this one is. */
const PROGRAM = `./batch-worker${extname(import.meta.filename)}`;
/** A photo that takes longer hangs; its thread is ended and the next one goes on in a new one. */
const MOST_MS_A_PHOTO = 180_000;
/** Networks keep their own time, and on a CPU take hours. */
const MOST_MS_BY_NETWORKS = 24 * 3600_000;

/**
 * Dresses photos in threads, each of which loads the network, the bodies and their fields once. A
 * thread that dies or hangs costs its photo, not the batch.
 *
 * @param onDone called for each photo as it is finished, with its number.
 * @returns in the order of `photos`.
 */
export async function dressAll(
  photos: readonly BatchPhoto[],
  data: BatchWorkerData,
  threads: number,
  onDone: (i: number, part: SheetPart) => void,
): Promise<SheetPart[]> {
  const parts: SheetPart[] = new Array(photos.length);
  const mostMs = data.choices.generator === 'panels' ? MOST_MS_A_PHOTO : MOST_MS_BY_NETWORKS;
  let next = 0;
  const runLane = async () => {
    let worker: Worker | null = null;
    while (next < photos.length) {
      const i = next;
      next += 1;
      worker ??= new Worker(new URL(PROGRAM, import.meta.url), { workerData: data });
      try {
        parts[i] = await dressIn(worker, photos[i]!, mostMs);
      } catch (error) {
        await worker.terminate();
        worker = null;
        parts[i] = { row: faultRow(photos[i]!.name, error), tile: null };
      }
      onDone(i, parts[i]!);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(threads, photos.length) }, runLane));
  return parts;
}

/** @throws when the thread dies or takes too long; it must not be used again then. */
function dressIn(worker: Worker, photo: BatchPhoto, mostMs: number): Promise<SheetPart> {
  return new Promise((resolve, reject) => {
    const onMessage = (part: SheetPart) => settle(() => resolve(part));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) => onError(new Error(`The thread ended with code ${code}.`));
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    const timer = setTimeout(() => {
      onError(new Error(`No result after ${mostMs / 1000} seconds.`));
    }, mostMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(photo);
  });
}
