import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS, type Thing } from '../problems/service-details.ts';
import { type ClothRow, findCloth } from '../records/clothes.ts';
import { type Cloth3dRow, findCloth3d } from '../records/clothes3d.ts';
import type { Database } from '../records/database.ts';
import { type DressedSession, findSession } from '../records/sessions.ts';
import type { Access } from './access.ts';

// What belongs to somebody else is answered as if it were not there: its id says nothing to others.

const missing = (thing: Thing) => new ProblemError('not-found', SERVICE_DETAILS.noSuchThing(thing));

const isOwn = (access: Access, tenantId: string, userId: string) =>
  tenantId === access.tenantId && (access.userId === null || userId === access.userId);

/** @throws {ProblemError} `not-found` */
export async function requireCloth(
  database: Database,
  access: Access,
  id: string,
): Promise<ClothRow> {
  const row = await findCloth(database, id);
  if (!row || !isOwn(access, row.tenantId, row.userId)) throw missing('cloth');
  return row;
}

/** @throws {ProblemError} `not-found` */
export async function requireCloth3d(
  database: Database,
  access: Access,
  id: string,
): Promise<Cloth3dRow> {
  const row = await findCloth3d(database, id);
  if (!row || row.tenantId !== access.tenantId) throw missing('cloth3d');
  // Its user is that of its cloth; only a key for one user has to look.
  if (access.userId !== null) {
    const cloth = await findCloth(database, row.clothId);
    if (cloth?.userId !== access.userId) throw missing('cloth3d');
  }
  return row;
}

/** @throws {ProblemError} `not-found` */
export async function requireSession(
  database: Database,
  access: Access,
  id: string,
): Promise<DressedSession> {
  const row = await findSession(database, id);
  if (!row || !isOwn(access, row.tenantId, row.userId)) throw missing('session');
  return row;
}
