import type { SQLWrapper } from 'drizzle-orm';
import { type Database, firstRow } from './database.ts';
import { and, eq, ne, sql } from './drizzle.ts';
import type { JobKind, JobNeed } from './schema/stored-values.ts';

/** A photo is looked at before garments are made, so that a broken one is known at once. */
const PRIORITY: Readonly<Record<JobKind, number>> = { inspect: 1, generate: 0, fit: 0, outfit: 0 };

export interface NewJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly targetId: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly needs?: JobNeed;
  /** The same request again, while this job is open, means this one: see {@link findSameJob}. */
  readonly sameAs?: string;
  /** The request's span; see the column. */
  readonly traceparent?: string | null;
  readonly createdAt: Date;
}

/**
 * What puts a job in line. Its turn is one behind the user's last job in line, and at least one
 * behind the job begun last: users' jobs alternate, and who comes late is not behind all that others
 * have waiting (start-time fair queueing, Goyal, Vin and Cheng 1996, with every job of cost 1).
 */
export function jobInsert({ query, tables: { jobs } }: Database, job: NewJob): SQLWrapper {
  const turn = sql`(select coalesce(max(reached.turn), 0) + 1 from (
    select max(own.turn) as turn from jobs own
      where own.state <> 'finished' and own.tenant_id = ${job.tenantId} and own.user_id = ${job.userId}
    union all
    select max(begun.turn) as turn from jobs begun where begun.state <> 'queued') reached)`;
  return query.insert(jobs).values({ needs: 'cpu', ...job, priority: PRIORITY[job.kind], turn });
}

/** What is announced when the job is in line. */
export const announcementOf = ({ id, needs = 'cpu' }: NewJob) => ({ id, needs, attempts: 0 });

/** The target of the open job that the same request made before. */
export async function findSameJob(
  { query, tables: { jobs } }: Database,
  sameAs: string,
): Promise<string | undefined> {
  const row = await firstRow(
    query
      .select({ targetId: jobs.targetId })
      .from(jobs)
      .where(and(eq(jobs.sameAs, sameAs), ne(jobs.state, 'finished'))),
  );
  return row?.targetId;
}
