import { ProblemError } from '../problems/problem-error.ts';
import { countJobs } from '../records/jobs.ts';
import type { AppPorts } from './app-ports.ts';

/** About as long as a few jobs take. */
const RETRY_AFTER_S = 30;

/** @throws {ProblemError} `queue-full` when as many jobs wait as the operator allows. */
export async function requireQueueRoom({
  database,
  settings,
}: Pick<AppPorts, 'database' | 'settings'>): Promise<void> {
  if ((await countJobs(database, 'queued')) < settings.queueLimit) return;
  throw new ProblemError(
    'queue-full',
    `${settings.queueLimit} jobs are waiting already. Try again in half a minute.`,
    { retryAfterSeconds: RETRY_AFTER_S },
  );
}
