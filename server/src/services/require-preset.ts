import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import type { Database } from '../records/database.ts';
import { findPreset, listPresets } from '../records/presets.ts';

/** @throws {ProblemError} `not-found`, naming the presets that there are. */
export async function requirePreset(database: Database, id: string): Promise<void> {
  if (await findPreset(database, id)) return;
  const known = (await listPresets(database)).map((preset) => preset.id);
  throw new ProblemError('not-found', SERVICE_DETAILS.noSuchPreset(id, known));
}
