import { ProblemError } from '../problems/problem-error.ts';
import { type JobTarget, patchProcessing } from '../records/job-rows.ts';
import type { AppPorts } from './app-ports.ts';
import { requireCloth3d, requireSession } from './find-or-404.ts';

/**
 * Ends the job of a 3D garment or a session; cancelling twice is no fault.
 *
 * @throws {ProblemError} `already-finished` when there is nothing left to cancel.
 */
export function cancelJob(
  ports: Pick<AppPorts, 'database' | 'jobs' | 'events'>,
  target: JobTarget,
  id: string,
): void {
  const row =
    target === 'clothes3d'
      ? requireCloth3d(ports.database, id)
      : requireSession(ports.database, id);
  if (row.status === 'error' && row.errorCode === 'cancelled') return;
  if (row.status !== 'processing') {
    throw new ProblemError('already-finished', `The job has already ended: ${row.status}.`);
  }
  patchProcessing(ports.database, target, id, {
    status: 'error',
    errorCode: 'cancelled',
    errorDetail: 'The job was cancelled.',
    logLines: ['The job was cancelled.'],
  });
  ports.jobs.cancel(id);
  ports.events.publish(id);
  // Sessions that waited for the garment can be told now.
  ports.jobs.wake();
}
