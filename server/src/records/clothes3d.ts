import type { SQLWrapper } from 'drizzle-orm';
import { type Database, firstRow, type Tables } from './database.ts';
import { eq, sql } from './drizzle.ts';
import { prepareOnce } from './prepare-once.ts';

export type Cloth3dRow = Tables['clothes3d']['$inferSelect'];
export type NewCloth3d = Tables['clothes3d']['$inferInsert'];

export function cloth3dInsert({ query, tables }: Database, row: NewCloth3d): SQLWrapper {
  return query.insert(tables.clothes3d).values(row);
}

const cloth3dById = prepareOnce(({ query, tables: { clothes3d } }) =>
  query
    .select()
    .from(clothes3d)
    .where(eq(clothes3d.id, sql.placeholder('id')))
    .prepare(),
);

export function findCloth3d(database: Database, id: string): Promise<Cloth3dRow | undefined> {
  return firstRow(cloth3dById(database).execute({ id }));
}

export async function listClothes3dOf(
  { query, tables: { clothes3d } }: Database,
  clothId: string,
): Promise<Cloth3dRow[]> {
  return await query.select().from(clothes3d).where(eq(clothes3d.clothId, clothId));
}

/** Names of the stored files of a finished 3D garment. */
export type Cloth3dFiles = Pick<
  Cloth3dRow,
  | 'category'
  | 'gltfKey'
  | 'objKey'
  | 'mtlKey'
  | 'textureKey'
  | 'thumbKey'
  | 'patternKey'
  | 'patternSvgKey'
  | 'patternDxfKey'
> &
  Partial<Pick<Cloth3dRow, 'intermediates'>>;

/** Removes the 3D garment with its sessions (by the foreign key). */
export async function deleteCloth3d(
  { query, tables: { clothes3d } }: Database,
  id: string,
): Promise<void> {
  await query.delete(clothes3d).where(eq(clothes3d.id, id));
}
