import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate --config server/drizzle.config.ts` after a change of the schema. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/src/records/schema.ts',
  out: './server/migrations',
});
