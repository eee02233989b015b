import { defineConfig } from 'drizzle-kit';

/** `drizzle-kit generate --config server/drizzle.sqlite.config.ts` after a change of the schema. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/src/records/schema/sqlite.ts',
  out: './server/migrations/sqlite',
});
