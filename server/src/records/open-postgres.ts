import { Pool } from 'pg';
import type { Logger } from '../log/logger.ts';
import type { Database } from './database.ts';
import { postgresDriver, postgresMigrator, sql } from './drizzle.ts';
import * as tables from './schema/postgres.ts';

/** A server answers polls from few connections; a hundred servers must fit into PostgreSQL's limit. */
const MOST_CONNECTIONS = 10;
/** A database that is down is said to be down, not waited for; one on a machine that is busy answers within this. */
const CONNECT_MS = 8000;
/** No statement of ours takes longer than this, unless something is wrong with the database. */
const STATEMENT_MS = 15_000;
/** One server at a time migrates; any number that no other program locks by. */
const MIGRATION_LOCK = 7_148_301;

/**
 * Connects to PostgreSQL and brings the schema to the newest migration; servers that start at once
 * wait for each other.
 */
export async function openPostgres(
  url: string,
  migrationsFolder: string,
  logger: Pick<Logger, 'warn'>,
): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', (error) => {
    logger.warn({ err: error.message }, 'A connection to the database broke.');
  });
  const query = postgresDriver.drizzle({ client: pool, schema: tables });
  try {
    await migrateAlone(pool, migrationsFolder);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    // The two dialects' builders have the calls that the records make in common (database.ts).
    query: query as unknown as Database['query'],
    tables: tables as unknown as Database['tables'],
    skipLocked: sql`for update skip locked`,
    async atomically(statements) {
      await query.transaction(async (transaction) => {
        for (const statement of statements) await transaction.execute(statement);
      });
    },
    async readClock() {
      const { rows } = await pool.query<{ ms: number }>(
        'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
      );
      return rows[0]?.ms ?? Number.NaN;
    },
    async close() {
      await pool.end();
    },
    isShared: true,
  };
}

async function migrateAlone(pool: Pool, migrationsFolder: string): Promise<void> {
  const client = await pool.connect();
  try {
    // The others wait here for as long as a migration takes.
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await postgresMigrator.migrate(postgresDriver.drizzle({ client }), { migrationsFolder });
  } finally {
    // With the connection goes its lock, whatever happened.
    client.release(true);
  }
}
