import type { Quality } from '@fitroom/shared/garment/vocabulary';
import type { Database } from './database.ts';
import { and, eq, ne } from './drizzle.ts';
import type { JobNeed } from './schema/stored-values.ts';

export interface QueuedNeural {
  readonly targetId: string;
  readonly needs: JobNeed;
  readonly modelUsed: string;
  readonly quality: Quality;
  readonly log: string;
}

/** More are looked at when these have begun. */
const AT_ONCE = 50;

/** Jobs in line that make garments by networks, the next ones first. */
export async function listQueuedNeural({
  query,
  tables: { jobs, clothes3d },
}: Database): Promise<QueuedNeural[]> {
  const { modelUsed, quality, log } = clothes3d;
  return await query
    .select({ targetId: jobs.targetId, needs: jobs.needs, modelUsed, quality, log })
    .from(jobs)
    .innerJoin(clothes3d, eq(clothes3d.id, jobs.targetId))
    .where(and(eq(jobs.state, 'queued'), ne(jobs.needs, 'cpu')))
    .orderBy(jobs.turn)
    .limit(AT_ONCE);
}
