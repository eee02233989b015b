import { randomUUID } from 'node:crypto';
import { clothInserts } from '../../src/records/clothes.ts';
import { cloth3dInsert } from '../../src/records/clothes3d.ts';
import type { Database } from '../../src/records/database.ts';
import { jobInsert, type NewJob } from '../../src/records/enqueue-job.ts';
import { claimJob, finishJob, requeueRunningJobs } from '../../src/records/jobs.ts';
import { sessionInserts } from '../../src/records/sessions.ts';

export const NOW = new Date('2026-03-01T12:00:00.250Z');
export const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
export const lease = (workerId: string, seconds = 0) => ({
  workerId,
  now: later(seconds),
  until: later(seconds + 30),
});

/** Makes rows for tests of the records. @param database is there by the time of the first test. */
export function createRecordMaker(database: () => Database) {
  const job = (more: Partial<NewJob> = {}): NewJob => ({
    id: randomUUID(),
    kind: 'generate',
    targetId: randomUUID(),
    tenantId: '',
    userId: 'ann',
    createdAt: NOW,
    ...more,
  });
  const enqueue = async (more: Partial<NewJob> = {}) => {
    const wanted = job(more);
    await database().atomically([jobInsert(database(), wanted)]);
    return wanted;
  };
  /** Ends all jobs; the users in whose turn they came. */
  const drain = async () => {
    await requeueRunningJobs(database());
    const order: string[] = [];
    for (;;) {
      const claimed = await claimJob(database(), ['cpu', 'cuda'], lease('drain', 1e6), NOW);
      if (!claimed) return order;
      order.push(claimed.userId);
      await finishJob(database(), claimed, 'done', NOW);
    }
  };
  const garment = async (tenantId = '', userId = 'ann') => {
    const cloth = { id: randomUUID(), tenantId, userId, imageKey: 'k', widthPx: 4, heightPx: 5 };
    const made = {
      id: randomUUID(),
      tenantId,
      clothId: cloth.id,
      modelUsed: 'panels',
      quality: 'med',
      options: {
        category: 'auto',
        ease: 'regular',
        knownWidthCm: 51.5,
        removeBackground: true,
        obj: false,
      },
      createdAt: NOW,
    } as const;
    await database().atomically([
      ...clothInserts(database(), { ...cloth, createdAt: NOW }),
      cloth3dInsert(database(), made),
    ]);
    return { clothId: cloth.id, id: made.id, tenantId, userId };
  };
  const dress = async (worn: Awaited<ReturnType<typeof garment>>, more: string[] = []) => {
    const { tenantId, userId } = worn;
    const id = randomUUID();
    await database().atomically(
      sessionInserts(
        database(),
        {
          id,
          tenantId,
          userId,
          cloth3dId: worn.id,
          avatarPresetId: 'regular',
          method: 'drape',
          createdAt: NOW,
        },
        [worn.id, ...more],
      ),
    );
    return id;
  };
  return { job, enqueue, drain, garment, dress };
}

export type RecordMaker = ReturnType<typeof createRecordMaker>;
