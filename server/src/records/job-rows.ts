import type { JobStage, JobStatus } from '@fitroom/shared/schemas/job-state';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { clothes3d, fittingSessions } from './schema.ts';

/** Which table a job fills: both have the same columns of state. */
export type JobTarget = 'clothes3d' | 'sessions';

const TABLES = { clothes3d, sessions: fittingSessions } as const;

export interface JobStatePatch {
  readonly status?: JobStatus;
  readonly stage?: JobStage;
  readonly progress?: number;
  /** Lines to put behind the log. */
  readonly logLines?: readonly string[];
  readonly errorCode?: string | null;
  readonly errorDetail?: string | null;
  readonly report?: unknown;
}

/**
 * Changes the state of a job's row while it is still processing: what was cancelled or deleted in
 * the meantime stays so.
 *
 * @returns whether there was such a row.
 */
export function patchProcessing(
  database: Database,
  target: JobTarget,
  id: string,
  patch: JobStatePatch,
): boolean {
  const table = TABLES[target];
  const { logLines, ...columns } = patch;
  const log = logLines?.length
    ? { log: sql`${table.log} || ${logLines.map((line) => `${line}\n`).join('')}` }
    : {};
  const { changes } = database
    .update(table)
    .set({ ...columns, ...log })
    .where(and(eq(table.id, id), eq(table.status, 'processing')))
    .run();
  return changes > 0;
}
