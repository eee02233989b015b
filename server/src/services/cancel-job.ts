import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import { keepLine } from '@fitroom/shared/messages/kept-sentence';
import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { type JobTarget, patchProcessing } from '../records/job-rows.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { requireCloth3d, requireSession } from './find-or-404.ts';

/**
 * Ends the job of a 3D garment or a session; cancelling twice is no fault.
 *
 * @throws {ProblemError} `already-finished` when there is nothing left to cancel.
 */
export async function cancelJob(
  { database, jobs, events }: Pick<AppPorts, 'database' | 'jobs' | 'events'>,
  access: Access,
  target: JobTarget,
  id: string,
): Promise<void> {
  const require = target === 'clothes3d' ? requireCloth3d : requireSession;
  const row = await require(database, access, id);
  if (row.status === 'error' && row.errorCode === 'cancelled') return;
  const patch = {
    status: 'error',
    errorCode: 'cancelled',
    errorDetail: keepLine(JOB_LINES.cancelled()),
    logLines: [keepLine(JOB_LINES.cancelled())],
  } as const;
  if (!(await patchProcessing(database, target, id, patch, null))) {
    const { status } = await require(database, access, id);
    throw new ProblemError('already-finished', SERVICE_DETAILS.alreadyFinished(status));
  }
  await jobs.cancel(id);
  events.publish(id);
  // Sessions that waited for the garment can be told now.
  if (target === 'clothes3d') await jobs.garmentEnded(id);
}
