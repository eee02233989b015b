import Sqlite from 'better-sqlite3';
import type { Database } from './database.ts';
import { sql, sqliteDriver, sqliteMigrator } from './drizzle.ts';
import * as tables from './schema/sqlite.ts';

/** Another process (a backup, a shell) may hold the file for a moment. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens the database file, makes it when missing, and brings it to the newest migration. Readers
 * and the one writer do not block each other (WAL).
 */
export function openSqlite(file: string, migrationsFolder: string): Database {
  const client = new Sqlite(file);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = NORMAL');
  client.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  const query = sqliteDriver.drizzle({ client, schema: tables });
  // A migration that rebuilds a table drops the old one, which would delete what hangs from it.
  client.pragma('foreign_keys = OFF');
  sqliteMigrator.migrate(query, { migrationsFolder });
  client.pragma('foreign_keys = ON');
  return {
    // Its builders answer at once, but are awaited like those of every other database.
    query: query as unknown as Database['query'],
    tables,
    skipLocked: sql``,
    async atomically(statements) {
      client.transaction(() => {
        for (const statement of statements) query.run(statement.getSQL());
      })();
    },
    async readClock() {
      const row = client.prepare("select unixepoch('subsec') * 1000 as ms").get();
      return (row as { ms: number }).ms;
    },
    async close() {
      client.close();
    },
    isShared: false,
  };
}
