import { createHash, randomUUID } from 'node:crypto';
import type { SQLWrapper } from 'drizzle-orm';
import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../records/database-faults.ts';
import { announcementOf, findSameJob, jobInsert, type NewJob } from '../records/enqueue-job.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { requireJobQuota } from './require-job-quota.ts';
import { requireQueueRoom } from './require-queue-room.ts';

/**
 * Adds rows and the job that fills them, in one step: neither is ever there without the other. A
 * request that an open job answers already (a double click) adds nothing.
 *
 * @param wanted `sameAs`: the request in words; the same words mean the same request.
 * @returns the id of the job's target: the new one, or that of the open job.
 * @throws {ProblemError} `queue-full`, `quota-exceeded`; `not-found` when what the rows hang from was deleted meanwhile.
 */
export async function enqueueOnce(
  ports: Pick<AppPorts, 'database' | 'jobs' | 'now' | 'settings'>,
  access: Access,
  rows: readonly SQLWrapper[],
  wanted: Omit<NewJob, 'id'> & { readonly sameAs: string },
): Promise<string> {
  const { database, jobs } = ports;
  const sameAs = createHash('sha256').update(wanted.sameAs).digest('hex');
  const { traceparent } = access;
  const job = { ...wanted, id: randomUUID(), sameAs, traceparent };
  const same = await findSameJob(database, sameAs);
  if (same !== undefined) return same;
  await requireJobQuota(ports, access);
  await requireQueueRoom(ports);
  try {
    await database.atomically([...rows, jobInsert(database, job)]);
  } catch (error) {
    if (isForeignKeyViolation(error)) {
      throw new ProblemError('not-found', SERVICE_DETAILS.originJustDeleted());
    }
    const first = isUniqueViolation(error) ? await findSameJob(database, sameAs) : undefined;
    if (first === undefined) throw error;
    return first;
  }
  jobs.added(announcementOf(job));
  return job.targetId;
}
