import type { Database } from './database.ts';

/**
 * A statement that is built once for each database. What every poll asks is worth it: to build a query
 * and have SQLite compile it takes ten times as long as to run it.
 *
 * @param build makes the statement, with `sql.placeholder` where values go.
 */
export function prepareOnce<Statement extends object>(
  build: (database: Database) => Statement,
): (database: Database) => Statement {
  const built = new WeakMap<Database, Statement>();
  return (database) => {
    const known = built.get(database);
    if (known) return known;
    const statement = build(database);
    built.set(database, statement);
    return statement;
  };
}
