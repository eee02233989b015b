import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import Sqlite from 'better-sqlite3';

/** What a deployment keeps, read beside the server once it has stopped. */
export interface KeptState {
  rows(table: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Names of all stored files. */
  keys(): Promise<readonly string[]>;
  /** What the database finds wrong with itself. */
  faults(): Promise<readonly string[]>;
}

/** The database file and the folder of an embedded server. */
export function embeddedState(dataFolder: string): KeptState {
  const read = <Result>(use: (database: Sqlite.Database) => Result): Result => {
    const database = new Sqlite(join(dataFolder, 'fitroom.sqlite'));
    try {
      return use(database);
    } finally {
      database.close();
    }
  };
  return {
    async rows(table) {
      // The names are this program's own.
      const statement = `select * from ${table}`;
      return read((database) => database.prepare<[], Record<string, unknown>>(statement).all());
    },
    async keys() {
      const root = join(dataFolder, 'objects');
      if (!existsSync(root)) return [];
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    },
    async faults() {
      return read((database) => {
        const integrity = database.pragma('integrity_check', { simple: true });
        const foreign = database.pragma('foreign_key_check') as unknown[];
        return [
          ...(integrity === 'ok' ? [] : [`integrity_check: ${String(integrity)}`]),
          ...foreign.map((row) => `foreign_key_check: ${JSON.stringify(row)}`),
        ];
      });
    },
  };
}
