import { randomUUID } from 'node:crypto';
import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { jobs } from './schema.ts';

export type JobRow = typeof jobs.$inferSelect;
export type JobKind = JobRow['kind'];

/** A photo is looked at before garments are made, so that a broken one is known at once. */
const PRIORITY: Readonly<Record<JobKind, number>> = { inspect: 1, generate: 0, fit: 0, outfit: 0 };

export interface NewJob {
  readonly kind: JobKind;
  readonly targetId: string;
  readonly waitsFor?: string;
}

export function enqueueJob(database: Database, job: NewJob, now: Date): string {
  const id = randomUUID();
  database
    .insert(jobs)
    .values({ ...job, id, priority: PRIORITY[job.kind], createdAt: now })
    .run();
  return id;
}

/**
 * Takes the next job that is ready: highest priority, then oldest; a job that waits for a 3D
 * garment is ready when that has finished, well or not, and one that dresses an outfit when all of its garments have. One statement, so that two servers on one
 * database never take the same job.
 */
export function claimJob(database: Database, now: Date): JobRow | undefined {
  const next = sql`(
    select j.id from jobs j
    where j.state = 'queued' and not exists (
      select 1 from clothes3d c where c.id = j.waits_for and c.status = 'processing') and not exists (
      select 1 from fitting_sessions s, json_each(s.outfit) worn, clothes3d c
      where s.id = j.target_id and c.id = worn.value ->> 'cloth3dId' and c.status = 'processing')
    order by j.priority desc, j.created_at, j.rowid limit 1)`;
  return database
    .update(jobs)
    .set({ state: 'running', heartbeatAt: now, attempts: sql`${jobs.attempts} + 1` })
    .where(and(eq(jobs.id, next), eq(jobs.state, 'queued')))
    .returning()
    .get();
}

export function beatJobs(database: Database, ids: readonly string[], now: Date): void {
  if (ids.length === 0) return;
  database.update(jobs).set({ heartbeatAt: now }).where(inArray(jobs.id, ids)).run();
}

/** @param outcome `done` or the code of the failure. */
export function finishJob(database: Database, id: string, outcome: string, now: Date): void {
  database
    .update(jobs)
    .set({ state: 'finished', outcome, finishedAt: now })
    .where(eq(jobs.id, id))
    .run();
}

/** Finishes what is not finished of the jobs of a target; the ids of those that were running. */
export function finishJobsOf(
  database: Database,
  targetId: string,
  outcome: string,
  now: Date,
): string[] {
  const isOpen = and(eq(jobs.targetId, targetId), inArray(jobs.state, ['queued', 'running']));
  return database.transaction((transaction) => {
    const open = transaction.select().from(jobs).where(isOpen).all();
    transaction
      .update(jobs)
      .set({ state: 'finished', outcome, finishedAt: now })
      .where(isOpen)
      .run();
    return open.filter((job) => job.state === 'running').map((job) => job.id);
  });
}

/** What an earlier process was at when it ended goes back to the queue. */
export function requeueRunningJobs(database: Database): JobRow[] {
  return database
    .update(jobs)
    .set({ state: 'queued', heartbeatAt: null })
    .where(eq(jobs.state, 'running'))
    .returning()
    .all();
}

/** A job that is interrupted on purpose has not failed an attempt. */
export function refundAttempt(database: Database, id: string): void {
  database
    .update(jobs)
    .set({ attempts: sql`${jobs.attempts} - 1` })
    .where(eq(jobs.id, id))
    .run();
}

export function countJobs(database: Database, state: JobRow['state']): number {
  return (
    database.select({ total: count() }).from(jobs).where(eq(jobs.state, state)).get()?.total ?? 0
  );
}
