import type { Database } from './database.ts';
import { and, count, eq, inArray, lt, ne } from './drizzle.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Long enough to ask what became of a job last week; quotas look back a day. */
const FINISHED_MS = 7 * DAY_MS;
/** As long as a client may repeat a request under the same Idempotency-Key. */
const IDEMPOTENCY_MS = DAY_MS;
/** A host that sleeps over the weekend is still listed. */
const WORKER_MS = 7 * DAY_MS;
/** Rows deleted in one statement: others get their turn at an embedded database. */
const ROWS_AT_ONCE = 500;

export type OldRows = Readonly<
  Record<'jobs' | 'idempotent_requests' | 'workers' | 'webhook_deliveries', number>
>;

/**
 * Removes rows that nothing asks for any more: ended jobs, answers kept for repeated requests, workers
 * that were not seen, and messages that were delivered or given up. Rows of clothes, garments and
 * sessions are never among them.
 *
 * @param isDry nothing is removed, only counted.
 */
export async function removeOldRows(
  { query, tables }: Database,
  now: Date,
  isDry: boolean,
): Promise<OldRows> {
  const { jobs, idempotentRequests, workers, webhookDeliveries } = tables;
  const before = (ms: number) => new Date(now.getTime() - ms);
  const old = [
    [jobs, jobs.id, and(eq(jobs.state, 'finished'), lt(jobs.finishedAt, before(FINISHED_MS)))],
    [workers, workers.id, lt(workers.seenAt, before(WORKER_MS))],
    [
      webhookDeliveries,
      webhookDeliveries.id,
      and(
        ne(webhookDeliveries.state, 'waiting'),
        lt(webhookDeliveries.createdAt, before(FINISHED_MS)),
      ),
    ],
  ] as const;
  const removed: number[] = [];
  for (const [table, id, isOld] of old) {
    if (isDry) {
      const [row] = await query.select({ total: count() }).from(table).where(isOld);
      removed.push(row?.total ?? 0);
      continue;
    }
    let total = 0;
    for (;;) {
      const some = query.select({ id }).from(table).where(isOld).limit(ROWS_AT_ONCE);
      const gone = await query.delete(table).where(inArray(id, some)).returning({ id });
      total += gone.length;
      if (gone.length < ROWS_AT_ONCE) break;
    }
    removed.push(total);
  }
  const isStale = lt(idempotentRequests.createdAt, before(IDEMPOTENCY_MS));
  const answers = isDry
    ? await query.select({ key: idempotentRequests.key }).from(idempotentRequests).where(isStale)
    : await query
        .delete(idempotentRequests)
        .where(isStale)
        .returning({ key: idempotentRequests.key });
  const [ofJobs = 0, ofWorkers = 0, ofDeliveries = 0] = removed;
  return {
    jobs: ofJobs,
    idempotent_requests: answers.length,
    workers: ofWorkers,
    webhook_deliveries: ofDeliveries,
  };
}
