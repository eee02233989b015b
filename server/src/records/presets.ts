import { type Database, firstRow, type Tables } from './database.ts';
import { asc, eq } from './drizzle.ts';

export type PresetRow = Tables['avatarPresets']['$inferSelect'];
export type NewPreset = Tables['avatarPresets']['$inferInsert'];

export async function listPresets({
  query,
  tables: { avatarPresets },
}: Database): Promise<PresetRow[]> {
  return await query.select().from(avatarPresets).orderBy(asc(avatarPresets.position));
}

export function findPreset(
  { query, tables: { avatarPresets } }: Database,
  id: string,
): Promise<PresetRow | undefined> {
  return firstRow(query.select().from(avatarPresets).where(eq(avatarPresets.id, id)));
}

/** Adds the preset or brings the one of that id up to date. */
export async function upsertPreset(
  { query, tables: { avatarPresets } }: Database,
  row: NewPreset,
): Promise<void> {
  const { id: _id, createdAt: _createdAt, ...changing } = row;
  await query
    .insert(avatarPresets)
    .values(row)
    .onConflictDoUpdate({ target: avatarPresets.id, set: changing });
}
