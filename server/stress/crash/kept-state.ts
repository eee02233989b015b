import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';

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

/** The database and the bucket of a distributed deployment, by the variables that its servers get. */
export function distributedState(services: Readonly<Record<string, string>>): KeptState {
  return {
    async rows(table) {
      const client = new Client({ connectionString: services.DATABASE_URL });
      await client.connect();
      try {
        // The names are this program's own.
        const { rows } = await client.query<Record<string, unknown>>(`select * from ${table}`);
        return rows;
      } finally {
        await client.end();
      }
    },
    async keys() {
      const client = new S3Client({
        endpoint: services.S3_ENDPOINT ?? '',
        region: services.S3_REGION ?? 'us-east-1',
        forcePathStyle: true,
        credentials: {
          accessKeyId: services.S3_ACCESS_KEY_ID ?? '',
          secretAccessKey: services.S3_SECRET_ACCESS_KEY ?? '',
        },
      });
      const keys: string[] = [];
      let next: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket: services.S3_BUCKET ?? 'fitroom',
            ...(next && { ContinuationToken: next }),
          }),
        );
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        next = page.NextContinuationToken;
      } while (next);
      client.destroy();
      return keys;
    },
    // PostgreSQL holds foreign keys at all times, and has no check of its files for its users.
    async faults() {
      return [];
    },
  };
}
