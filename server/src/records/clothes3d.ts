import { eq } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { clothes3d } from './schema.ts';

export type Cloth3dRow = typeof clothes3d.$inferSelect;

export function insertCloth3d(database: Database, row: typeof clothes3d.$inferInsert): void {
  database.insert(clothes3d).values(row).run();
}

export function findCloth3d(database: Database, id: string): Cloth3dRow | undefined {
  return database.select().from(clothes3d).where(eq(clothes3d.id, id)).get();
}

export function listClothes3dOf(database: Database, clothId: string): Cloth3dRow[] {
  return database.select().from(clothes3d).where(eq(clothes3d.clothId, clothId)).all();
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
>;

export function setCloth3dFiles(database: Database, id: string, files: Cloth3dFiles): void {
  database.update(clothes3d).set(files).where(eq(clothes3d.id, id)).run();
}

/** Removes the 3D garment with its sessions (by the foreign key). */
export function deleteCloth3d(database: Database, id: string): void {
  database.delete(clothes3d).where(eq(clothes3d.id, id)).run();
}
