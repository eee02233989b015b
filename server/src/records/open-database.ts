import { join } from 'node:path';
import { PATHS } from '../config/paths.ts';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../log/logger.ts';
import type { Database } from './database.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';

/** PostgreSQL where DATABASE_URL is set, else a file in the data folder. */
export async function openDatabase(
  { databaseUrl }: Pick<Settings, 'databaseUrl'>,
  dataFolder: string,
  logger: Pick<Logger, 'warn'>,
): Promise<Database> {
  return databaseUrl
    ? openPostgres(databaseUrl, join(PATHS.migrations, 'postgres'), logger)
    : openSqlite(join(dataFolder, 'fitroom.sqlite'), join(PATHS.migrations, 'sqlite'));
}
