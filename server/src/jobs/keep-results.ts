import { type JobStatePatch, type JobTarget, patchProcessing } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';
import type { AttemptPorts } from './job-ports.ts';

export interface Results extends Required<Pick<JobStatePatch, 'files' | 'report'>> {
  readonly objects: readonly (readonly [key: string | null, bytes: Uint8Array | null])[];
}

/** Each attempt stores into a folder of its own: one that was given up cannot harm its successor. */
export const attemptFolder = (parent: string, { id, attempts }: JobRow) =>
  `${parent}${id.slice(0, 8)}-${attempts}/`;

/**
 * Stores the files of a finished job and then, in one step, says that it is done. A row that was
 * deleted or cancelled meanwhile leaves no files behind.
 *
 * @param folder of all these files, with its slash.
 */
export async function keepResults(
  ports: AttemptPorts,
  job: JobRow,
  target: JobTarget,
  folder: string,
  signal: AbortSignal,
  { objects, files, report }: Results,
): Promise<void> {
  const { database, store } = ports;
  ports.stageBegan('store');
  await patchProcessing(database, target, job.targetId, { stage: 'store' }, job);
  try {
    for (const [key, bytes] of objects) if (key && bytes) await store.put(key, bytes);
    signal.throwIfAborted();
    const done = { status: 'done', stage: 'finished', progress: 1, report, files } as const;
    const isWanted = await patchProcessing(database, target, job.targetId, done, job);
    if (!isWanted) await store.remove(folder);
  } catch (error) {
    // What cannot be removed now is an orphan, and found as one.
    await store.remove(folder).catch(() => {});
    throw error;
  }
}
