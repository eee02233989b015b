import type { SQLWrapper } from 'drizzle-orm';
import { type Database, firstRow, type Tables } from './database.ts';
import { and, count, eq, inArray, lt, ne, or, sql } from './drizzle.ts';
import type { JobNeed, JobPhase } from './schema/stored-values.ts';

export type JobRow = Tables['jobs']['$inferSelect'];

/** Who takes jobs, and until when that holds without another sign of life, by the database's clock. */
export interface Lease {
  readonly workerId: string;
  readonly now: Date;
  readonly until: Date;
}

/**
 * Takes the next job that is ready and that this host can run: highest priority, then whose turn it
 * is. A job that dresses garments is ready when all of them have been made, well or not. One
 * statement, so that two servers on one database never take the same job.
 *
 * @param startedAt by the clock that all other times of the row are by.
 * @param left work of networks that is left to other hosts: `need generator quality`.
 */
export async function claimJob(
  { query, tables: { jobs }, skipLocked }: Database,
  needs: readonly JobNeed[],
  { workerId, now, until }: Lease,
  startedAt: Date,
  left: readonly string[] = [],
): Promise<JobRow | undefined> {
  const work = sql`${jobs.needs} || ' ' || c.model_used || ' ' || c.quality`;
  const isLeft = sql`exists (
    select 1 from clothes3d c where c.id = ${jobs.targetId} and ${inArray(work, [...left])})`;
  const waitsForGarment = sql`exists (
    select 1 from worn_garments w join clothes3d c on c.id = w.cloth3d_id
    where w.session_id = ${jobs.targetId} and c.status = 'processing')`;
  const next = query
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.state, 'queued'),
        inArray(jobs.needs, [...needs]),
        sql`(${jobs.notBefore} is null or ${jobs.notBefore} <= ${sql.param(now, jobs.notBefore)})`,
        sql`not ${waitsForGarment}`,
        left.length === 0 ? undefined : or(eq(jobs.needs, 'cpu'), sql`not ${isLeft}`),
      ),
    )
    .orderBy(sql`${jobs.priority} desc`, jobs.turn, jobs.createdAt, jobs.id)
    .limit(1);
  return firstRow(
    query
      .update(jobs)
      .set({
        state: 'running',
        workerId,
        leaseUntil: until,
        startedAt,
        attempts: sql`${jobs.attempts} + 1`,
      })
      .where(and(sql`${jobs.id} = (${next.getSQL()} ${skipLocked})`, eq(jobs.state, 'queued')))
      .returning(),
  );
}

/**
 * Says that the worker still runs these jobs.
 *
 * @returns the ids of those that are still its own; the others were cancelled or taken over.
 */
export async function renewLeases(
  { query, tables: { jobs } }: Database,
  ids: readonly string[],
  { workerId, until }: Lease,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await query
    .update(jobs)
    .set({ leaseUntil: until })
    .where(and(inArray(jobs.id, [...ids]), eq(jobs.workerId, workerId), eq(jobs.state, 'running')))
    .returning({ id: jobs.id });
  return rows.map(({ id }) => id);
}

const FREED = { state: 'queued', workerId: null, leaseUntil: null } as const;

/** Jobs in line that dress the garment: they can begin when it has ended, well or not. */
export async function listJobsWaitingFor(
  { query, tables: { jobs, wornGarments } }: Database,
  cloth3dId: string,
): Promise<Pick<JobRow, 'id' | 'needs' | 'attempts'>[]> {
  return await query
    .select({ id: jobs.id, needs: jobs.needs, attempts: jobs.attempts })
    .from(jobs)
    .innerJoin(wornGarments, eq(wornGarments.sessionId, jobs.targetId))
    .where(and(eq(wornGarments.cloth3dId, cloth3dId), eq(jobs.state, 'queued')));
}

/** Jobs of workers that gave no sign of life in time go back to the queue. */
export async function requeueLapsedJobs(
  { query, tables: { jobs } }: Database,
  now: Date,
): Promise<JobRow[]> {
  return await query
    .update(jobs)
    .set(FREED)
    .where(and(eq(jobs.state, 'running'), lt(jobs.leaseUntil, now)))
    .returning();
}

/** All running jobs go back to the queue: they are those of an earlier process that has ended. */
export async function requeueRunningJobs({ query, tables: { jobs } }: Database): Promise<JobRow[]> {
  return await query.update(jobs).set(FREED).where(eq(jobs.state, 'running')).returning();
}

/**
 * An attempt ends without an end of the job: it is tried again.
 *
 * @param isCounted an attempt that was interrupted on purpose is not counted.
 */
export async function releaseJob(
  { query, tables: { jobs } }: Database,
  job: Pick<JobRow, 'id' | 'attempts'>,
  { notBefore, isCounted }: { readonly notBefore: Date | null; readonly isCounted: boolean },
): Promise<void> {
  await query
    .update(jobs)
    .set({ ...FREED, notBefore, attempts: job.attempts - (isCounted ? 0 : 1) })
    .where(isAttempt(jobs, job));
}

/**
 * @param outcome `done` or the code of the failure.
 * @param alongside what is written in the same step.
 */
export async function finishJob(
  { query, tables: { jobs }, atomically }: Database,
  job: Pick<JobRow, 'id' | 'attempts'>,
  outcome: string,
  now: Date,
  alongside: readonly SQLWrapper[] = [],
): Promise<void> {
  const finish = query
    .update(jobs)
    .set({ state: 'finished', outcome, finishedAt: now, leaseUntil: null })
    .where(isAttempt(jobs, job));
  if (alongside.length === 0) await finish;
  else await atomically([...alongside, finish]);
}

const isAttempt = (jobs: Tables['jobs'], { id, attempts }: Pick<JobRow, 'id' | 'attempts'>) =>
  and(eq(jobs.id, id), eq(jobs.attempts, attempts), eq(jobs.state, 'running'));

/** Finishes what is not finished of the jobs of a target; their ids. */
export async function finishJobsOf(
  { query, tables: { jobs } }: Database,
  targetId: string,
  outcome: string,
  now: Date,
): Promise<string[]> {
  const rows = await query
    .update(jobs)
    .set({ state: 'finished', outcome, finishedAt: now, leaseUntil: null })
    .where(and(eq(jobs.targetId, targetId), ne(jobs.state, 'finished')))
    .returning({ id: jobs.id });
  return rows.map(({ id }) => id);
}

export async function countJobs(
  { query, tables: { jobs } }: Database,
  state: JobPhase,
): Promise<number> {
  const row = await firstRow(
    query.select({ total: count() }).from(jobs).where(eq(jobs.state, state)),
  );
  return row?.total ?? 0;
}
