import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import * as schema from './schema.ts';

export type Database = BetterSQLite3Database<typeof schema> & {
  readonly $client: Sqlite.Database;
};

/** Another process (a backup, a shell) may hold the file for a moment. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens the database file, makes it when missing, and brings it to the newest migration. Readers
 * and the one writer do not block each other (WAL).
 */
export function openDatabase(file: string, migrationsFolder: string): Database {
  const client = new Sqlite(file);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = NORMAL');
  client.pragma('foreign_keys = ON');
  client.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  const database = drizzle({ client, schema });
  migrate(database, { migrationsFolder });
  return database;
}
