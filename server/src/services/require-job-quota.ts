import { DETAILS } from '@fitroom/shared/messages/details';
import { ProblemError } from '../problems/problem-error.ts';
import { findJobCountedBack } from '../records/api-keys.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Holds a key to its jobs a day: those of all keys of its tenant within the last 24 hours count. Requests
 * that come at the same moment are counted before each other, so a few may be one too many.
 *
 * @throws {ProblemError} `quota-exceeded`, with the time until one job more is allowed.
 */
export async function requireJobQuota(
  { database, now }: Pick<AppPorts, 'database' | 'now'>,
  { tenantId, jobsPerDay }: Access,
): Promise<void> {
  if (jobsPerDay === null) return;
  const time = now();
  const since = time - DAY_MS;
  const newestTooMany = await findJobCountedBack(database, tenantId, jobsPerDay, new Date(since));
  if (!newestTooMany) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((newestTooMany.getTime() - since) / 1000));
  throw new ProblemError('quota-exceeded', DETAILS.jobsOfDayUsed(jobsPerDay, retryAfterSeconds), {
    retryAfterSeconds,
  });
}
