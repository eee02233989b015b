import type { JobStage, JobStatus } from '@fitroom/shared/schemas/job-state';
import type { Cloth3dFiles } from './clothes3d.ts';
import type { Database } from './database.ts';
import { and, eq, exists, sql } from './drizzle.ts';
import { writeJson } from './json-text.ts';
import type { JobKind } from './schema/stored-values.ts';
import type { SessionFiles } from './sessions.ts';

/** Which table a job fills: both have the same columns of state. */
export type JobTarget = 'clothes3d' | 'sessions';

/** The table that a kind of job fills; null for a look at a photo, which fills its cloth. */
export function targetOf(kind: JobKind): JobTarget | null {
  if (kind === 'inspect') return null;
  return kind === 'generate' ? 'clothes3d' : 'sessions';
}

export interface JobStatePatch {
  readonly status?: JobStatus;
  readonly stage?: JobStage;
  readonly progress?: number;
  /** Lines to put behind the log. */
  readonly logLines?: readonly string[];
  readonly errorCode?: string | null;
  readonly errorDetail?: string | null;
  readonly report?: unknown;
  /** With `done`: the files, so that a finished row never lacks them. */
  readonly files?: Cloth3dFiles | SessionFiles;
}

/** An attempt at a job; what was taken over by another may no longer write. */
export interface Attempt {
  readonly id: string;
  readonly attempts: number;
}

/**
 * Changes the state of a job's row while it is still processing: what was cancelled or deleted in
 * the meantime stays so.
 *
 * @param attempt who writes; null: whoever stands above the jobs (a cancel, the queue).
 * @returns whether there was such a row.
 */
export async function patchProcessing(
  { query, tables }: Database,
  target: JobTarget,
  id: string,
  patch: JobStatePatch,
  attempt: Attempt | null,
): Promise<boolean> {
  const table = target === 'clothes3d' ? tables.clothes3d : tables.fittingSessions;
  const { jobs } = tables;
  const { logLines, files, report, ...columns } = patch;
  const log = logLines?.length
    ? { log: sql`${table.log} || ${logLines.map((line) => `${line}\n`).join('')}` }
    : {};
  const isOurs =
    attempt &&
    exists(
      query
        .select({ id: jobs.id })
        .from(jobs)
        .where(
          and(
            eq(jobs.id, attempt.id),
            eq(jobs.attempts, attempt.attempts),
            eq(jobs.state, 'running'),
          ),
        ),
    );
  const changed = await query
    .update(table)
    .set({
      ...columns,
      ...log,
      ...files,
      ...(report !== undefined && { report: writeJson(report) }),
    })
    .where(and(eq(table.id, id), eq(table.status, 'processing'), isOurs ?? undefined))
    .returning({ id: table.id });
  return changed.length > 0;
}
