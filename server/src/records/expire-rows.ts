import type { SQL } from 'drizzle-orm';
import type { Database } from './database.ts';
import { and, eq, gte, inArray, isNull, lt, ne, notExists, or } from './drizzle.ts';

/** Tables whose rows have files that are kept for a time. */
export type ExpiringTable = 'clothes' | 'clothes3d' | 'sessions';

/** Rows marked in one statement: few enough that others get their turn at an embedded database. */
const ROWS_AT_ONCE = 500;

/**
 * Marks rows whose files are older than they are kept; their files go afterwards, found by the mark.
 *
 * A photo that a garment was made of since then is in use, and so is a garment that was worn since then;
 * what an open job needs, or what a job finished since then, stays too.
 *
 * @param before what was made earlier is over.
 * @param now null: nothing is marked, only told.
 * @returns the ids of the rows.
 */
export async function expireRows(
  database: Database,
  name: ExpiringTable,
  before: Date,
  now: Date | null,
): Promise<string[]> {
  const { query } = database;
  const { table, isDue } = dueRows(database, name, before);
  if (now === null) {
    const rows = await query.select({ id: table.id }).from(table).where(isDue);
    return rows.map(({ id }) => id);
  }
  const marked: string[] = [];
  for (;;) {
    const some = query.select({ id: table.id }).from(table).where(isDue).limit(ROWS_AT_ONCE);
    const rows = await query
      .update(table)
      .set({ expiredAt: now })
      // Once more on the row itself: a job may have been asked for since the row was chosen.
      .where(and(inArray(table.id, some), isDue))
      .returning({ id: table.id });
    marked.push(...rows.map(({ id }) => id));
    if (rows.length === 0) return marked;
  }
}

function dueRows({ query, tables }: Database, name: ExpiringTable, before: Date) {
  const { clothes, clothes3d, fittingSessions, wornGarments, jobs } = tables;
  const table = { clothes, clothes3d, sessions: fittingSessions }[name];
  const isInUse = {
    clothes: query
      .select({ id: clothes3d.id })
      .from(clothes3d)
      .where(
        and(
          eq(clothes3d.clothId, clothes.id),
          or(gte(clothes3d.createdAt, before), eq(clothes3d.status, 'processing')),
        ),
      ),
    clothes3d: query
      .select({ id: wornGarments.sessionId })
      .from(wornGarments)
      .innerJoin(fittingSessions, eq(fittingSessions.id, wornGarments.sessionId))
      .where(
        and(
          eq(wornGarments.cloth3dId, clothes3d.id),
          or(gte(fittingSessions.createdAt, before), eq(fittingSessions.status, 'processing')),
        ),
      ),
    sessions: null,
  }[name];
  const isWorkedOn = query
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.targetId, table.id),
        or(ne(jobs.state, 'finished'), gte(jobs.finishedAt, before)),
      ),
    );
  const conditions: (SQL | undefined)[] = [
    isNull(table.expiredAt),
    lt(table.createdAt, before),
    name === 'clothes'
      ? undefined
      : eq(name === 'clothes3d' ? clothes3d.status : fittingSessions.status, 'done'),
    isInUse ? notExists(isInUse) : undefined,
    notExists(isWorkedOn),
  ];
  return { table, isDue: and(...conditions) };
}
