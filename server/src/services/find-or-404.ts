import { ProblemError } from '../problems/problem-error.ts';
import { type ClothRow, findCloth } from '../records/clothes.ts';
import { type Cloth3dRow, findCloth3d } from '../records/clothes3d.ts';
import type { Database } from '../records/open-database.ts';
import { findSession, type SessionRow } from '../records/sessions.ts';

const missing = (what: string) =>
  new ProblemError('not-found', `There is no ${what} of that id; it may have been deleted.`);

/** @throws {ProblemError} `not-found` */
export function requireCloth(database: Database, id: string): ClothRow {
  const row = findCloth(database, id);
  if (!row) throw missing('cloth');
  return row;
}

/** @throws {ProblemError} `not-found` */
export function requireCloth3d(database: Database, id: string): Cloth3dRow {
  const row = findCloth3d(database, id);
  if (!row) throw missing('3D garment');
  return row;
}

/** @throws {ProblemError} `not-found` */
export function requireSession(database: Database, id: string): SessionRow {
  const row = findSession(database, id);
  if (!row) throw missing('fitting session');
  return row;
}
