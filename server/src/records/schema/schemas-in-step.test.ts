import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm';
import { PgTable, getTableConfig as postgresConfig } from 'drizzle-orm/pg-core';
import { SQLiteTable, getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { PATHS } from '../../config/paths.ts';
import * as postgres from './postgres.ts';
import * as sqlite from './sqlite.ts';

/** What PostgreSQL keeps in place of SQLite's few types. */
const TYPE_PAIRS: Readonly<Record<string, string>> = {
  'integer number': 'integer number',
  'integer date': 'timestamp (3) with time zone date',
  'integer boolean': 'boolean boolean',
  'text string': 'text string',
  'text json': 'jsonb json',
  'text custom': 'jsonb custom',
  'real number': 'double precision number',
};

type Config = ReturnType<typeof sqliteConfig> | ReturnType<typeof postgresConfig>;

/** All that a table is, in words that both dialects share. */
function describeTable(config: Config, typeOf: (type: string) => string) {
  const keys = config.foreignKeys.map((key) => {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const names = columns.map(({ name }) => name).join();
    return `${names} -> ${getTableName(foreignTable)}(${foreignColumns.map(({ name }) => name).join()}) ${key.onDelete ?? 'no action'}`;
  });
  const indexes = config.indexes.map(({ config: index }) => {
    const names = index.columns.map((column) => ('name' in column ? column.name : '?')).join();
    return `${index.name} ${index.unique} ${names} ${index.where === undefined ? '' : 'partial'}`;
  });
  return {
    columns: config.columns.map(
      (column) =>
        `${column.name} ${typeOf(`${column.getSQLType()} ${column.dataType}`)} ${column.notNull} ${column.primary} ${JSON.stringify(column.default)}`,
    ),
    primaryKey: config.primaryKeys.map((key) => key.columns.map(({ name }) => name).join()),
    keys: keys.sort(),
    indexes: indexes.sort(),
  };
}

test('both dialects have the same tables, columns, keys and indexes', () => {
  const names = Object.entries(sqlite).filter(([, table]) => is(table, Table));
  expect(names.length).toBeGreaterThan(10);
  expect(Object.keys(postgres).sort()).toEqual(Object.keys(sqlite).sort());
  for (const [name, table] of names) {
    const other: unknown = Reflect.get(postgres, name);
    if (!is(table, SQLiteTable) || !is(other, PgTable)) throw new Error(`${name} is no table.`);
    expect(getTableName(other)).toBe(getTableName(table));
    expect(describeTable(postgresConfig(other), (type) => type)).toEqual(
      describeTable(sqliteConfig(table), (type) => TYPE_PAIRS[type] ?? `unknown: ${type}`),
    );
  }
});

test('the migrations of each dialect end with its schema', () => {
  for (const [dialect, schema] of Object.entries({ sqlite, postgres })) {
    const folder = join(PATHS.migrations, dialect, 'meta');
    const last = readdirSync(folder)
      .filter((file) => file.endsWith('_snapshot.json'))
      .sort()
      .at(-1);
    const snapshot: unknown = JSON.parse(readFileSync(join(folder, last ?? ''), 'utf8'));
    const { tables } = snapshot as {
      tables: Record<string, { name: string; columns: Record<string, unknown> }>;
    };
    const migrated = Object.values(tables).map(({ name, columns }) => [
      name,
      Object.keys(columns).sort(),
    ]);
    const wanted: [string, string[]][] = [];
    for (const table of Object.values(schema)) {
      const isTable = is(table, SQLiteTable) || is(table, PgTable);
      if (!isTable) continue;
      const columns = Object.values(getTableColumns(table)).map(({ name }) => name);
      wanted.push([getTableName(table), columns.sort()]);
    }
    expect(Object.fromEntries(migrated)).toEqual(Object.fromEntries(wanted));
  }
});
