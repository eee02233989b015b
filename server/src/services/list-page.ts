import type { ListQuery, PageQuery } from '@fitroom/shared/schemas/page';
import { mismatchAt } from '../problems/schema-mismatch.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import type { Database } from '../records/database.ts';
import { type JsonText, writeJson, writeJsonArray, writeJsonFields } from '../records/json-text.ts';
import type { ListScope, PagePart, PagePlace, PageWish } from '../records/pages.ts';
import { type Access, requireOwnUser } from './access.ts';
import { readCursor, writeCursor } from './page-cursor.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/**
 * A page of a list, within what the access gives.
 *
 * @param list asks the records.
 * @param placeOf where a row stands in the list.
 * @throws {ProblemError} `foreign-user`; `schema-mismatch` for a cursor of another list's making, and where
 *   nothing says whose things are meant.
 */
export async function listPage<Row>(
  database: Database,
  access: Access,
  query: ListQuery,
  list: (database: Database, wish: PageWish) => Promise<Row[]>,
  placeOf: (row: Row) => PagePlace,
): Promise<Page<Row>> {
  const scope = scopeOf(access, query.user_id);
  return readPage(query, (part) => list(database, { scope, ...part }), placeOf);
}

/**
 * A page of what somebody was found to see.
 *
 * @throws {ProblemError} `schema-mismatch` for a cursor of another list's making.
 */
export async function readPage<Row>(
  { limit, cursor }: PageQuery,
  list: (part: PagePart) => Promise<Row[]>,
  placeOf: (row: Row) => PagePlace,
): Promise<Page<Row>> {
  const after = cursor === undefined ? null : readCursor(cursor);
  if (cursor !== undefined && after === null) {
    throw mismatchAt('/cursor', SERVICE_DETAILS.foreignCursor());
  }
  // One more than is shown tells whether there is a next page.
  const found = await list({ after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { rows, nextCursor: isMore ? writeCursor(placeOf(last)) : null };
}

/** A page of entries that are written already. */
export function writePage<Item>(items: readonly JsonText<Item>[], nextCursor: string | null) {
  const page = { items: writeJsonArray(items), next_cursor: writeJson(nextCursor) };
  return writeJsonFields<{ items: Item[]; next_cursor: string | null }>(page);
}

/** Nobody lists everybody's things: an API without keys shows those of a user who is named. */
function scopeOf(access: Access, userId: string | undefined): ListScope {
  const { tenantId } = access;
  if (userId !== undefined) {
    requireOwnUser(access, userId);
    return { tenantId, userId };
  }
  if (access.keyId === null) {
    throw mismatchAt('/user_id', SERVICE_DETAILS.listOfNobody());
  }
  return { tenantId, userId: access.userId };
}
