import { asc, eq } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { avatarPresets } from './schema.ts';

export type PresetRow = typeof avatarPresets.$inferSelect;

export function listPresets(database: Database): PresetRow[] {
  return database.select().from(avatarPresets).orderBy(asc(avatarPresets.position)).all();
}

export function findPreset(database: Database, id: string): PresetRow | undefined {
  return database.select().from(avatarPresets).where(eq(avatarPresets.id, id)).get();
}

/** Adds the preset or brings the one of that id up to date. */
export function upsertPreset(database: Database, row: typeof avatarPresets.$inferInsert): void {
  const { id: _id, createdAt: _createdAt, ...changing } = row;
  database
    .insert(avatarPresets)
    .values(row)
    .onConflictDoUpdate({ target: avatarPresets.id, set: changing })
    .run();
}
