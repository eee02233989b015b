import type { Database } from '../records/database.ts';
import { isForeignKeyViolation } from '../records/database-faults.ts';
import { finishJob, finishJobsOf, type JobRow } from '../records/jobs.ts';
import { deliveryInserts } from '../records/webhooks.ts';
import { endMessages } from '../webhooks/end-messages.ts';

/**
 * Ends a job and, in the same step, writes down who is to be told: a job that has ended has its messages, and
 * one whose process ended before is begun anew and ends again.
 *
 * @param outcome `done` or the code of the failure.
 */
export async function endJob(
  database: Database,
  job: JobRow,
  outcome: string,
  now: Date,
): Promise<void> {
  const end = async () => {
    const messages = await endMessages(database, job.targetId, now);
    await finishJob(database, job, outcome, now, deliveryInserts(database, messages));
  };
  try {
    await end();
  } catch (error) {
    // A webhook was deleted between the two looks.
    if (!isForeignKeyViolation(error)) throw error;
    await end();
  }
}

/**
 * Ends what is open of the jobs of a target that was cancelled or deleted; their ids. Should the process end
 * between the messages and the jobs, the messages stand, for they tell what the row says.
 */
export async function endJobsOf(
  database: Database,
  targetId: string,
  outcome: string,
  now: Date,
): Promise<string[]> {
  const messages = await endMessages(database, targetId, now);
  if (messages.length > 0) {
    await database.atomically(deliveryInserts(database, messages)).catch((error: unknown) => {
      if (!isForeignKeyViolation(error)) throw error;
    });
  }
  return finishJobsOf(database, targetId, outcome, now);
}
