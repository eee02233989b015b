import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
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
  throw new ProblemError('queue-full', SERVICE_DETAILS.queueFull(settings.queueLimit), {
    retryAfterSeconds: RETRY_AFTER_S,
  });
}
