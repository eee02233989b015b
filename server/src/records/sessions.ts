import type { SQL, SQLWrapper } from 'drizzle-orm';
import { type Database, firstRow, type Tables } from './database.ts';
import { eq, getTableColumns, sql } from './drizzle.ts';
import { prepareOnce } from './prepare-once.ts';

export type SessionRow = Tables['fittingSessions']['$inferSelect'];
export type NewSession = Tables['fittingSessions']['$inferInsert'];

/**
 * What adds a session and names the garments that it wears.
 *
 * @param worn ids of the garments; one may be worn twice.
 */
export function sessionInserts(
  { query, tables }: Database,
  row: NewSession,
  worn: readonly string[],
): SQLWrapper[] {
  const garments = [...new Set(worn)].map((cloth3dId) => ({ sessionId: row.id, cloth3dId }));
  return [
    query.insert(tables.fittingSessions).values(row),
    query.insert(tables.wornGarments).values(garments),
  ];
}

/** A session with the stored file of the garment that it wears, while that is kept. */
export interface DressedSession extends SessionRow {
  readonly gltfKey: string | null;
}

/** In one question with the session: who polls asks for both. */
export const dressedColumns = ({ tables: { clothes3d, fittingSessions } }: Database) => ({
  ...getTableColumns(fittingSessions),
  gltfKey: sql`(
    select ${clothes3d.gltfKey} from ${clothes3d}
    where ${clothes3d.id} = ${fittingSessions.cloth3dId} and ${clothes3d.expiredAt} is null
  )` as SQL<string | null>,
});

const sessionById = prepareOnce((database) => {
  const { query, tables } = database;
  return query
    .select(dressedColumns(database))
    .from(tables.fittingSessions)
    .where(eq(tables.fittingSessions.id, sql.placeholder('id')))
    .prepare();
});

export function findSession(database: Database, id: string): Promise<DressedSession | undefined> {
  return firstRow(sessionById(database).execute({ id }));
}

/** Those that wear the garment, alone or in an outfit. */
export async function listSessionsOf(
  { query, tables: { fittingSessions, wornGarments } }: Database,
  cloth3dId: string,
): Promise<SessionRow[]> {
  return await query
    .select(getTableColumns(fittingSessions))
    .from(fittingSessions)
    .innerJoin(wornGarments, eq(wornGarments.sessionId, fittingSessions.id))
    .where(eq(wornGarments.cloth3dId, cloth3dId));
}

/** Names of the stored files of a finished session. */
export type SessionFiles = Pick<SessionRow, 'fittedGltfKey' | 'thumbKey'> &
  Partial<Pick<SessionRow, 'extras'>>;

export async function deleteSession(
  { query, tables: { fittingSessions } }: Database,
  id: string,
): Promise<void> {
  await query.delete(fittingSessions).where(eq(fittingSessions.id, id));
}
