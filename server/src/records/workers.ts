import type { Database, Tables } from './database.ts';
import { desc, eq } from './drizzle.ts';

export type WorkerRow = Tables['workers']['$inferSelect'];

/** A process that runs jobs gives its sign of life. */
export async function reportWorker(
  { query, tables: { workers } }: Database,
  row: WorkerRow,
): Promise<void> {
  const { id: _id, startedAt: _startedAt, ...changing } = row;
  await query.insert(workers).values(row).onConflictDoUpdate({ target: workers.id, set: changing });
}

export async function removeWorker(
  { query, tables: { workers } }: Database,
  id: string,
): Promise<void> {
  await query.delete(workers).where(eq(workers.id, id));
}

/** A host that was not seen for this long sleeps: ten heartbeats. */
const ASLEEP_MS = 60_000;

/** @param now milliseconds, by the clock that signs of life are by. */
export const isAwake = ({ seenAt }: Pick<WorkerRow, 'seenAt'>, now: number): boolean =>
  now - seenAt.getTime() < ASLEEP_MS;

/** All workers, the one seen last first. */
export async function listWorkers({ query, tables: { workers } }: Database): Promise<WorkerRow[]> {
  return await query.select().from(workers).orderBy(desc(workers.seenAt));
}
