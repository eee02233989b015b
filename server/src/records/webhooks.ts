import type { DeliveryState } from '@fitroom/shared/schemas/webhook';
import type { SQLWrapper } from 'drizzle-orm';
import { type Database, firstRow, type Tables } from './database.ts';
import { and, count, eq, inArray, lte, sql } from './drizzle.ts';

export type WebhookRow = Tables['webhooks']['$inferSelect'];
export type NewDelivery = Tables['webhookDeliveries']['$inferInsert'];
export type DeliveryRow = Tables['webhookDeliveries']['$inferSelect'];

export async function addWebhook(
  { query, tables: { webhooks } }: Database,
  row: Tables['webhooks']['$inferInsert'],
): Promise<void> {
  await query.insert(webhooks).values(row);
}

/** A tenant's, oldest first. */
export async function listWebhooks(
  { query, tables: { webhooks } }: Database,
  tenantId: string,
): Promise<WebhookRow[]> {
  return await query
    .select()
    .from(webhooks)
    .where(eq(webhooks.tenantId, tenantId))
    .orderBy(webhooks.createdAt, webhooks.id);
}

export async function countWebhooks(
  { query, tables: { webhooks } }: Database,
  tenantId: string,
): Promise<number> {
  const row = await firstRow(
    query.select({ total: count() }).from(webhooks).where(eq(webhooks.tenantId, tenantId)),
  );
  return row?.total ?? 0;
}

/** Whether anybody is to be told of anything. */
export async function hasWebhooks({ query, tables: { webhooks } }: Database): Promise<boolean> {
  const rows = query
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(eq(webhooks.isActive, true))
    .limit(1);
  return (await firstRow(rows)) !== undefined;
}

export function findWebhook(
  { query, tables: { webhooks } }: Database,
  id: string,
): Promise<WebhookRow | undefined> {
  return firstRow(query.select().from(webhooks).where(eq(webhooks.id, id)));
}

/** Removes it with its messages (by the foreign key). @returns whether the tenant had it. */
export async function deleteWebhook(
  { query, tables: { webhooks } }: Database,
  tenantId: string,
  id: string,
): Promise<boolean> {
  const rows = await query
    .delete(webhooks)
    .where(and(eq(webhooks.id, id), eq(webhooks.tenantId, tenantId)))
    .returning({ id: webhooks.id });
  return rows.length > 0;
}

export async function deactivateWebhook(
  { query, tables: { webhooks } }: Database,
  id: string,
): Promise<void> {
  await query.update(webhooks).set({ isActive: false }).where(eq(webhooks.id, id));
}

/** What adds messages; one that is there already stays as it is. */
export function deliveryInserts(
  { query, tables: { webhookDeliveries } }: Database,
  rows: readonly NewDelivery[],
): SQLWrapper[] {
  return rows.map((row) => query.insert(webhookDeliveries).values(row).onConflictDoNothing());
}

/**
 * Takes messages whose time has come, new ones before those that failed before. They are nobody else's
 * until the lease ends; then, if nobody said how it went, they are due again.
 */
export async function claimDeliveries(
  { query, tables: { webhookDeliveries }, skipLocked }: Database,
  most: number,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<DeliveryRow[]> {
  const isDue = and(eq(webhookDeliveries.state, 'waiting'), lte(webhookDeliveries.notBefore, now));
  const next = query
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(isDue)
    .orderBy(webhookDeliveries.attempts, webhookDeliveries.notBefore)
    .limit(most);
  return await query
    .update(webhookDeliveries)
    .set({ notBefore: until, attempts: sql`${webhookDeliveries.attempts} + 1` })
    .where(and(inArray(webhookDeliveries.id, sql`(${next.getSQL()} ${skipLocked})`), isDue))
    .returning();
}

/** Says how an attempt went, unless another one has begun since. */
export async function endDelivery(
  { query, tables: { webhookDeliveries } }: Database,
  { id, attempts }: Pick<DeliveryRow, 'id' | 'attempts'>,
  end: {
    readonly state: DeliveryState;
    readonly notBefore?: Date;
    readonly lastError: string | null;
  },
): Promise<void> {
  await query
    .update(webhookDeliveries)
    .set(end)
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.attempts, attempts)));
}
