import { and, eq, isNull, lt } from 'drizzle-orm';
import { type Database, firstRow, type Tables } from './database.ts';

export type IdempotentRequestRow = Tables['idempotentRequests']['$inferSelect'];

export interface RequestKey {
  readonly tenantId: string;
  readonly key: string;
}

/**
 * Notes that a request with this key is being answered.
 *
 * @param abandonedBefore a request that began before then and has no answer was cut off.
 * @returns null when it is ours to answer; else the request that has the key.
 */
export async function beginRequest(
  { query, tables: { idempotentRequests } }: Database,
  { tenantId, key }: RequestKey,
  requestHash: string,
  now: Date,
  abandonedBefore: Date,
): Promise<IdempotentRequestRow | null> {
  const isOfKey = and(eq(idempotentRequests.tenantId, tenantId), eq(idempotentRequests.key, key));
  const begun = await query
    .insert(idempotentRequests)
    .values({ tenantId, key, requestHash, createdAt: now })
    .onConflictDoNothing()
    .returning();
  if (begun.length > 0) return null;
  const takenOver = await query
    .update(idempotentRequests)
    .set({ createdAt: now })
    .where(
      and(
        isOfKey,
        eq(idempotentRequests.requestHash, requestHash),
        isNull(idempotentRequests.status),
        lt(idempotentRequests.createdAt, abandonedBefore),
      ),
    )
    .returning();
  if (takenOver.length > 0) return null;
  // Gone in between: that request failed for a reason of ours; this one comes back in a moment.
  const row = await firstRow(query.select().from(idempotentRequests).where(isOfKey));
  return row ?? { tenantId, key, requestHash, status: null, answer: null, createdAt: now };
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
