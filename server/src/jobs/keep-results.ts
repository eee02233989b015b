import { type JobTarget, patchProcessing } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';
import type { JobPorts } from './job-ports.ts';

export interface Results {
  readonly objects: readonly (readonly [key: string | null, bytes: Uint8Array | null])[];
  setFiles(): void;
  readonly report: unknown;
}

/**
 * Stores the files of a finished job and then, in one step, says that it is done. A row that was
 * deleted or cancelled meanwhile leaves no files behind.
 *
 * @param folder of all these files, with its slash.
 */
export async function keepResults(
  ports: JobPorts,
  job: JobRow,
  target: JobTarget,
  folder: string,
  signal: AbortSignal,
  results: Results,
): Promise<void> {
  const { database, store } = ports;
  patchProcessing(database, target, job.targetId, { stage: 'store' });
  try {
    for (const [key, bytes] of results.objects) if (key && bytes) await store.put(key, bytes);
    signal.throwIfAborted();
    const isWanted = database.transaction(() => {
      const isStillThere = patchProcessing(database, target, job.targetId, {
        status: 'done',
        stage: 'finished',
        progress: 1,
        report: results.report,
      });
      if (isStillThere) results.setFiles();
      return isStillThere;
    });
    if (!isWanted) await store.remove(folder);
  } catch (error) {
    await store.remove(folder);
    throw error;
  }
}
