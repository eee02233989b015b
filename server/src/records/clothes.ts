import type { SQLWrapper } from 'drizzle-orm';
import { type Database, firstRow, type Tables } from './database.ts';
import { eq, sql } from './drizzle.ts';

export type ClothRow = Tables['clothes']['$inferSelect'];
export type NewCloth = Tables['clothes']['$inferInsert'];

/** What adds a cloth, and its user when nobody of that id is known yet. */
export function clothInserts({ query, tables }: Database, row: NewCloth): SQLWrapper[] {
  const { tenantId, userId, createdAt } = row;
  return [
    query
      .insert(tables.users)
      .values({ tenantId: tenantId ?? '', id: userId, createdAt })
      .onConflictDoNothing(),
    query.insert(tables.clothes).values(row),
  ];
}

export function findCloth(
  { query, tables: { clothes } }: Database,
  id: string,
): Promise<ClothRow | undefined> {
  return firstRow(query.select().from(clothes).where(eq(clothes.id, id)));
}

export async function setClothSize(
  { query, tables: { clothes } }: Database,
  id: string,
  { widthPx, heightPx }: Pick<ClothRow, 'widthPx' | 'heightPx'>,
): Promise<void> {
  await query.update(clothes).set({ widthPx, heightPx }).where(eq(clothes.id, id));
}

/** The photo turned out not to be usable; the reason goes behind the log. */
export async function failCloth(
  { query, tables: { clothes } }: Database,
  id: string,
  reason: string,
): Promise<void> {
  await query
    .update(clothes)
    .set({ status: 'failed', log: sql`${clothes.log} || ${`${reason}\n`}` })
    .where(eq(clothes.id, id));
}

/** Removes the cloth with its 3D garments and sessions (by the foreign keys). */
export async function deleteCloth(
  { query, tables: { clothes } }: Database,
  id: string,
): Promise<void> {
  await query.delete(clothes).where(eq(clothes.id, id));
}

/** Whether it was uploaded as a mesh, in place of a photo. */
export function isMesh({ imageKey }: ClothRow): boolean {
  return imageKey.endsWith('.glb');
}
