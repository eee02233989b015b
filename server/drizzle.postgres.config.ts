import { defineConfig } from 'drizzle-kit';

/** `drizzle-kit generate --config server/drizzle.postgres.config.ts` after a change of the schema. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './server/src/records/schema/postgres.ts',
  out: './server/migrations/postgres',
});
