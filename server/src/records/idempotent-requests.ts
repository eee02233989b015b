import { type Database, firstRow, type Tables } from './database.ts';
import { and, eq, isNull, lt, or } from './drizzle.ts';

export type IdempotentRequestRow = Tables['idempotentRequests']['$inferSelect'];

export interface RequestKey {
  readonly tenantId: string;
  readonly key: string;
}

/** Until when a request is held by whoever answers it, by the database's clock. */
export interface RequestLease {
  readonly now: Date;
  readonly until: Date;
}

/**
 * Notes that a request with this key is being answered. One whose lease has run out was cut off with its
 * process, and is taken over.
 *
 * @param createdAt by the clock that all other times of rows are by.
 * @returns null when it is ours to answer; else the request that has the key.
 */
export async function beginRequest(
  { query, tables: { idempotentRequests } }: Database,
  { tenantId, key }: RequestKey,
  requestHash: string,
  createdAt: Date,
  { now, until: leaseUntil }: RequestLease,
): Promise<IdempotentRequestRow | null> {
  const isOfKey = and(eq(idempotentRequests.tenantId, tenantId), eq(idempotentRequests.key, key));
  const begun = await query
    .insert(idempotentRequests)
    .values({ tenantId, key, requestHash, leaseUntil, createdAt })
    .onConflictDoNothing()
    .returning();
  if (begun.length > 0) return null;
  const takenOver = await query
    .update(idempotentRequests)
    .set({ leaseUntil, createdAt })
    .where(
      and(
        isOfKey,
        eq(idempotentRequests.requestHash, requestHash),
        isNull(idempotentRequests.status),
        or(isNull(idempotentRequests.leaseUntil), lt(idempotentRequests.leaseUntil, now)),
      ),
    )
    .returning();
  if (takenOver.length > 0) return null;
  // Gone in between: that request failed for a reason of ours; this one comes back in a moment.
  const row = await firstRow(query.select().from(idempotentRequests).where(isOfKey));
  return row ?? { tenantId, key, requestHash, status: null, answer: null, leaseUntil, createdAt };
}

/** Says that the request is still being answered: an upload over a slow line takes minutes. */
export async function renewRequest(
  { query, tables: { idempotentRequests } }: Database,
  { tenantId, key }: RequestKey,
  leaseUntil: Date,
): Promise<void> {
  await query
    .update(idempotentRequests)
    .set({ leaseUntil })
    .where(
      and(
        eq(idempotentRequests.tenantId, tenantId),
        eq(idempotentRequests.key, key),
        isNull(idempotentRequests.status),
      ),
    );
}

/** Frees the keys of all requests without an answer: they are those of an earlier process that has ended. */
export async function freeUnansweredRequests({
  query,
  tables: { idempotentRequests },
}: Database): Promise<void> {
  await query.delete(idempotentRequests).where(isNull(idempotentRequests.status));
}

/** Keeps the answer for whoever sends the request again. */
export async function endRequest(
  { query, tables: { idempotentRequests } }: Database,
  { tenantId, key }: RequestKey,
  status: number,
  answer: unknown,
): Promise<void> {
  await query
    .update(idempotentRequests)
    .set({ status, answer })
    .where(and(eq(idempotentRequests.tenantId, tenantId), eq(idempotentRequests.key, key)));
}

/** The request failed for a reason of ours: sent again, it is answered anew. */
export async function forgetRequest(
  { query, tables: { idempotentRequests } }: Database,
  { tenantId, key }: RequestKey,
): Promise<void> {
  await query
    .delete(idempotentRequests)
    .where(and(eq(idempotentRequests.tenantId, tenantId), eq(idempotentRequests.key, key)));
}
