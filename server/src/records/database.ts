import type { SQL, SQLWrapper } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type * as tables from './schema/sqlite.ts';

export type Tables = typeof tables;

/**
 * The database as the records see it: one query builder and one set of tables, whichever server is
 * behind them. The types are those of SQLite's dialect; PostgreSQL has the same tables and rows
 * (schema/postgres.ts), and the part of the builder that both have in common is all that is used:
 * builders that are awaited, `returning`, `onConflict…`, and SQL without functions of one dialect.
 */
export interface Database {
  readonly query: BaseSQLiteDatabase<'async', unknown, Tables>;
  readonly tables: Tables;
  /** Behind a `select` whose rows are updated: several servers do not wait for each other's row. */
  readonly skipLocked: SQL;
  /** All statements or, when one fails, none. They are built with `query`, not awaited. */
  atomically(statements: readonly SQLWrapper[]): Promise<void>;
  /**
   * The database's own clock, in milliseconds since 1970: the one clock that all hosts have in common.
   *
   * @throws when the database does not answer.
   */
  readClock(): Promise<number>;
  close(): Promise<void>;
  /** Whether other processes may work on it: then nobody's running jobs are ours to take over. */
  readonly isShared: boolean;
}

/** @returns the one row, where there is one. */
export async function firstRow<Row>(rows: PromiseLike<readonly Row[]>): Promise<Row | undefined> {
  return (await rows)[0];
}
