import type { SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { ClothRow } from './clothes.ts';
import type { Cloth3dRow } from './clothes3d.ts';
import type { Database } from './database.ts';
import { and, desc, eq, getTableColumns, lt, lte, or } from './drizzle.ts';
import { type DressedSession, dressedColumns } from './sessions.ts';
import type { DeliveryRow } from './webhooks.ts';

/** Whose rows are listed. */
export interface ListScope {
  readonly tenantId: string;
  /** Null: all of the tenant's. */
  readonly userId: string | null;
}

/** Where a page ended: rows made at the same moment are told apart by their ids. */
export interface PagePlace {
  readonly createdAt: Date;
  readonly id: string;
}

export interface PageWish extends PagePart {
  readonly scope: ListScope;
}

export interface PagePart {
  /** Null: from the newest on. */
  readonly after: PagePlace | null;
  readonly limit: number;
}

// Newest first, by the place of the last row and not by a number of rows to skip: rows that are added or
// deleted between two pages neither repeat one nor leave one out.

interface PlaceColumns {
  readonly createdAt: AnySQLiteColumn;
  readonly id: AnySQLiteColumn;
}

const isBehind = ({ createdAt, id }: PlaceColumns, after: PagePlace | null): SQL | undefined =>
  // The first condition says nothing more, but lets the index be used.
  after
    ? and(lte(createdAt, after.createdAt), or(lt(createdAt, after.createdAt), lt(id, after.id)))
    : undefined;

const newestFirst = ({ createdAt, id }: PlaceColumns) => [desc(createdAt), desc(id)];

export async function listClothes(
  { query, tables: { clothes } }: Database,
  { scope, after, limit }: PageWish,
): Promise<ClothRow[]> {
  return await query
    .select()
    .from(clothes)
    .where(
      and(
        eq(clothes.tenantId, scope.tenantId),
        scope.userId === null ? undefined : eq(clothes.userId, scope.userId),
        isBehind(clothes, after),
      ),
    )
    .orderBy(...newestFirst(clothes))
    .limit(limit);
}

/** The user of a 3D garment is that of its cloth. */
export async function listClothes3d(
  { query, tables: { clothes, clothes3d } }: Database,
  { scope, after, limit }: PageWish,
): Promise<Cloth3dRow[]> {
  return await query
    .select(getTableColumns(clothes3d))
    .from(clothes3d)
    .innerJoin(clothes, eq(clothes.id, clothes3d.clothId))
    .where(
      and(
        eq(clothes3d.tenantId, scope.tenantId),
        scope.userId === null ? undefined : eq(clothes.userId, scope.userId),
        isBehind(clothes3d, after),
      ),
    )
    .orderBy(...newestFirst(clothes3d))
    .limit(limit);
}

export async function listSessions(
  database: Database,
  { scope, after, limit }: PageWish,
): Promise<DressedSession[]> {
  const { fittingSessions } = database.tables;
  return await database.query
    .select(dressedColumns(database))
    .from(fittingSessions)
    .where(
      and(
        eq(fittingSessions.tenantId, scope.tenantId),
        scope.userId === null ? undefined : eq(fittingSessions.userId, scope.userId),
        isBehind(fittingSessions, after),
      ),
    )
    .orderBy(...newestFirst(fittingSessions))
    .limit(limit);
}

export async function listDeliveries(
  { query, tables: { webhookDeliveries } }: Database,
  webhookId: string,
  { after, limit }: PagePart,
): Promise<DeliveryRow[]> {
  return await query
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), isBehind(webhookDeliveries, after)))
    .orderBy(...newestFirst(webhookDeliveries))
    .limit(limit);
}
