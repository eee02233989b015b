import type { Cloth3dRow } from './clothes3d.ts';
import type { Database } from './database.ts';
import { and, asc, count, desc, eq, isNotNull, min, ne } from './drizzle.ts';
import type { JobKind, JobNeed, JobPhase } from './schema/stored-values.ts';

/** A longer line is not looked through for one job's place in it. */
const MOST_IN_LINE = 1000;
/** Enough for a middle, few enough to follow a change of the host. */
const RECENT_JOBS = 100;

export interface OpenJob {
  readonly targetId: string;
  readonly kind: JobKind;
  readonly needs: JobNeed;
  readonly state: JobPhase;
  readonly startedAt: Date | null;
}

/** Running jobs and those in line, in the order in which they are begun. */
export async function listOpenJobs({ query, tables: { jobs } }: Database): Promise<OpenJob[]> {
  const { targetId, kind, needs, state, startedAt } = jobs;
  return await query
    .select({ targetId, kind, needs, state, startedAt })
    .from(jobs)
    .where(ne(jobs.state, 'finished'))
    .orderBy(desc(jobs.state), desc(jobs.priority), asc(jobs.turn), asc(jobs.createdAt))
    .limit(MOST_IN_LINE);
}

/** How long the jobs took that ended well lately. */
export async function recentDurations({
  query,
  tables: { jobs },
}: Database): Promise<(Pick<OpenJob, 'kind' | 'needs'> & { readonly durationMs: number })[]> {
  const rows = await query
    .select({
      kind: jobs.kind,
      needs: jobs.needs,
      startedAt: jobs.startedAt,
      finishedAt: jobs.finishedAt,
    })
    .from(jobs)
    .where(and(eq(jobs.state, 'finished'), eq(jobs.outcome, 'done'), isNotNull(jobs.startedAt)))
    // Turns grow with time, and are indexed.
    .orderBy(desc(jobs.priority), desc(jobs.turn))
    .limit(RECENT_JOBS);
  return rows.flatMap(({ kind, needs, startedAt, finishedAt }) =>
    startedAt && finishedAt
      ? [{ kind, needs, durationMs: finishedAt.getTime() - startedAt.getTime() }]
      : [],
  );
}

export interface GenerationDuration {
  readonly model: Cloth3dRow['modelUsed'];
  readonly quality: Cloth3dRow['quality'];
  readonly durationMs: number;
}

/** How long the garments took that were made lately, by generator and quality. */
export async function recentGenerations({
  query,
  tables: { jobs, clothes3d },
}: Database): Promise<GenerationDuration[]> {
  const rows = await query
    .select({
      model: clothes3d.modelUsed,
      quality: clothes3d.quality,
      startedAt: jobs.startedAt,
      finishedAt: jobs.finishedAt,
    })
    .from(jobs)
    .innerJoin(clothes3d, eq(clothes3d.id, jobs.targetId))
    .where(and(eq(jobs.kind, 'generate'), eq(jobs.state, 'finished'), eq(jobs.outcome, 'done')))
    .orderBy(desc(jobs.priority), desc(jobs.turn))
    .limit(RECENT_JOBS);
  return rows.flatMap(({ model, quality, startedAt, finishedAt }) =>
    startedAt && finishedAt
      ? [{ model, quality, durationMs: finishedAt.getTime() - startedAt.getTime() }]
      : [],
  );
}

export interface QueueDepth {
  readonly state: JobPhase;
  readonly needs: JobNeed;
  readonly total: number;
  /** When the oldest of them was asked for. */
  readonly oldest: Date | null;
}

/** Open jobs by state and by what they need. */
export async function queueDepths({ query, tables: { jobs } }: Database): Promise<QueueDepth[]> {
  return await query
    .select({
      state: jobs.state,
      needs: jobs.needs,
      total: count(),
      oldest: min(jobs.createdAt),
    })
    .from(jobs)
    .where(ne(jobs.state, 'finished'))
    .groupBy(jobs.state, jobs.needs);
}
