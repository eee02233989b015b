import { type Database, firstRow, type Tables } from './database.ts';
import { and, desc, eq, gt, isNull, ne, sql } from './drizzle.ts';
import { prepareOnce } from './prepare-once.ts';

export type TenantRow = Tables['tenants']['$inferSelect'];
export type ApiKeyRow = Tables['apiKeys']['$inferSelect'];

export function findTenant(
  { query, tables: { tenants } }: Database,
  name: string,
): Promise<TenantRow | undefined> {
  return firstRow(query.select().from(tenants).where(eq(tenants.name, name)));
}

export async function insertTenant(
  { query, tables: { tenants } }: Database,
  row: TenantRow,
): Promise<void> {
  await query.insert(tenants).values(row).onConflictDoNothing();
}

export async function insertKey(
  { query, tables: { apiKeys } }: Database,
  row: Tables['apiKeys']['$inferInsert'],
): Promise<void> {
  await query.insert(apiKeys).values(row);
}

/** @param hash of the key, as it is stored; revoked keys are found too. */
export function findKey(
  { query, tables: { apiKeys } }: Database,
  hash: string,
): Promise<ApiKeyRow | undefined> {
  return firstRow(query.select().from(apiKeys).where(eq(apiKeys.hash, hash)));
}

const goodKeyById = prepareOnce(({ query, tables: { apiKeys } }) =>
  query
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, sql.placeholder('id')), isNull(apiKeys.revokedAt)))
    .prepare(),
);

/** Whether the key is there and was not revoked. */
export async function isKeyGood(database: Database, id: string): Promise<boolean> {
  return (await firstRow(goodKeyById(database).execute({ id }))) !== undefined;
}

/** All keys with the names of their tenants, the newest first. */
export async function listKeys({
  query,
  tables: { apiKeys, tenants },
}: Database): Promise<{ readonly key: ApiKeyRow; readonly tenant: string }[]> {
  return await query
    .select({ key: apiKeys, tenant: tenants.name })
    .from(apiKeys)
    .innerJoin(tenants, eq(tenants.id, apiKeys.tenantId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
}

/** @returns whether there was a key of that id that was good until now. */
export async function revokeKey(
  { query, tables: { apiKeys } }: Database,
  id: string,
  now: Date,
): Promise<boolean> {
  const rows = await query
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}

/**
 * When the tenant's job number `place` counted back from its newest was asked for, if after `since`:
 * then it has that many since. Looks at photos do not count, deleted results do.
 *
 * @param place 1 or more.
 */
export async function findJobCountedBack(
  { query, tables: { jobs } }: Database,
  tenantId: string,
  place: number,
  since: Date,
): Promise<Date | undefined> {
  const row = await firstRow(
    query
      .select({ createdAt: jobs.createdAt })
      .from(jobs)
      .where(and(eq(jobs.tenantId, tenantId), ne(jobs.kind, 'inspect'), gt(jobs.createdAt, since)))
      .orderBy(desc(jobs.createdAt))
      .limit(1)
      .offset(place - 1),
  );
  return row?.createdAt;
}
