import { eq, sql } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { clothes, users } from './schema.ts';

export type ClothRow = typeof clothes.$inferSelect;

/** Adds a cloth, and its user when nobody of that id is known yet. */
export function insertCloth(database: Database, row: typeof clothes.$inferInsert): void {
  database.transaction((transaction) => {
    transaction
      .insert(users)
      .values({ id: row.userId, createdAt: row.createdAt })
      .onConflictDoNothing()
      .run();
    transaction.insert(clothes).values(row).run();
  });
}

export function findCloth(database: Database, id: string): ClothRow | undefined {
  return database.select().from(clothes).where(eq(clothes.id, id)).get();
}

export function setClothSize(
  database: Database,
  id: string,
  { widthPx, heightPx }: Pick<ClothRow, 'widthPx' | 'heightPx'>,
): void {
  database.update(clothes).set({ widthPx, heightPx }).where(eq(clothes.id, id)).run();
}

/** The photo turned out not to be usable; the reason goes behind the log. */
export function failCloth(database: Database, id: string, reason: string): void {
  database
    .update(clothes)
    .set({ status: 'failed', log: sql`${clothes.log} || ${`${reason}\n`}` })
    .where(eq(clothes.id, id))
    .run();
}

/** Removes the cloth with its 3D garments and sessions (by the foreign keys). */
export function deleteCloth(database: Database, id: string): void {
  database.delete(clothes).where(eq(clothes.id, id)).run();
}
