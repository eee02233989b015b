import { eq, or, sql } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { fittingSessions } from './schema.ts';

export type SessionRow = typeof fittingSessions.$inferSelect;

export function insertSession(database: Database, row: typeof fittingSessions.$inferInsert): void {
  database.insert(fittingSessions).values(row).run();
}

export function findSession(database: Database, id: string): SessionRow | undefined {
  return database.select().from(fittingSessions).where(eq(fittingSessions.id, id)).get();
}

/** Those that wear the garment, alone or in an outfit. */
export function listSessionsOf(database: Database, cloth3dId: string): SessionRow[] {
  return database
    .select()
    .from(fittingSessions)
    .where(
      or(
        eq(fittingSessions.cloth3dId, cloth3dId),
        sql`exists (select 1 from json_each(${fittingSessions.outfit}) worn
          where worn.value ->> 'cloth3dId' = ${cloth3dId})`,
      ),
    )
    .all();
}

/** Names of the stored files of a finished session. */
export type SessionFiles = Pick<SessionRow, 'fittedGltfKey' | 'thumbKey'>;

export function setSessionFiles(database: Database, id: string, files: SessionFiles): void {
  database.update(fittingSessions).set(files).where(eq(fittingSessions.id, id)).run();
}

export function deleteSession(database: Database, id: string): void {
  database.delete(fittingSessions).where(eq(fittingSessions.id, id)).run();
}
