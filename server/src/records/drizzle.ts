import { createRequire } from 'node:module';

/*
 * drizzle-orm, loaded as CommonJS. As an ES module each of its 146 files has Node read and parse the package.json
 * beside it anew, which has 180 kB: three quarters of a second of a server's start, in place of a tenth
 * (docs/decisions/0394). Types come from the package as ever.
 */
const load = createRequire(import.meta.url);

const orm: typeof import('drizzle-orm') = load('drizzle-orm');
export const {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  ne,
  notExists,
  or,
  sql,
} = orm;

export const postgresCore: typeof import('drizzle-orm/pg-core') = load('drizzle-orm/pg-core');
export const sqliteCore: typeof import('drizzle-orm/sqlite-core') = load('drizzle-orm/sqlite-core');

export const postgresDriver: typeof import('drizzle-orm/node-postgres') = load(
  'drizzle-orm/node-postgres',
);
export const postgresMigrator: typeof import('drizzle-orm/node-postgres/migrator') = load(
  'drizzle-orm/node-postgres/migrator',
);
export const sqliteDriver: typeof import('drizzle-orm/better-sqlite3') = load(
  'drizzle-orm/better-sqlite3',
);
export const sqliteMigrator: typeof import('drizzle-orm/better-sqlite3/migrator') = load(
  'drizzle-orm/better-sqlite3/migrator',
);
