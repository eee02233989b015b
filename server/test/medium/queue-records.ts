import { randomUUID } from 'node:crypto';
import { expect, type test } from 'vitest';
import { tellWaiting } from '../../src/jobs/tell-waiting.ts';
import { sayRowLog } from '../../src/problems/kept-words.ts';
import { findCloth3d } from '../../src/records/clothes3d.ts';
import type { Database } from '../../src/records/database.ts';
import { isUniqueViolation } from '../../src/records/database-faults.ts';
import { eq } from '../../src/records/drizzle.ts';
import { findSameJob } from '../../src/records/enqueue-job.ts';
import {
  beginRequest,
  endRequest,
  freeUnansweredRequests,
  renewRequest,
} from '../../src/records/idempotent-requests.ts';
import { patchProcessing } from '../../src/records/job-rows.ts';
import {
  claimJob,
  countJobs,
  finishJob,
  finishJobsOf,
  listJobsWaitingFor,
  releaseJob,
  renewLeases,
  requeueLapsedJobs,
} from '../../src/records/jobs.ts';
import { listQueuedNeural } from '../../src/records/waiting-jobs.ts';
import { later, lease, NOW, type RecordMaker } from './record-maker.ts';

const CPU = ['cpu'] as const;

/** What holds for the queue in either dialect. @param whenThere `test`, where its database is installed. */
export function testQueue(
  whenThere: ReturnType<typeof test.skipIf>,
  database: () => Database,
  { enqueue, drain, garment, dress }: RecordMaker,
): void {
  whenThere('users take turns, and looks at photos come first', async () => {
    await drain();
    for (let n = 0; n < 3; n += 1) await enqueue({ userId: 'ann' });
    await enqueue({ userId: 'bob' });
    await enqueue({ userId: 'cem', kind: 'inspect' });
    const first = await claimJob(database(), CPU, lease('a'), NOW);
    expect(first?.kind).toBe('inspect');
    if (first) await finishJob(database(), first, 'done', NOW);
    // Who comes while another's jobs wait is not behind all of them.
    await enqueue({ userId: 'dan' });
    await enqueue({ userId: 'dan' });
    const order = await drain();
    const rounds = [order.slice(0, 2), order.slice(2, 4), order.slice(4)];
    expect(rounds.map((round) => round.sort())).toEqual([
      ['ann', 'bob'],
      ['ann', 'dan'],
      ['ann', 'dan'],
    ]);
  });

  whenThere('a job goes where it can run, and no two workers take the same', async () => {
    await drain();
    await enqueue({ needs: 'cuda' });
    expect(await claimJob(database(), CPU, lease('a'), NOW)).toBeUndefined();
    const wanted = await Promise.all(Array.from({ length: 8 }, () => enqueue()));
    const taken: string[] = [];
    const take = async (worker: string) => {
      for (let misses = 0; misses < 4; ) {
        const claimed = await claimJob(database(), CPU, lease(worker), NOW);
        if (claimed) taken.push(claimed.id);
        else misses += 1;
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(take));
    expect(taken.sort()).toEqual(wanted.map(({ id }) => id).sort());
    expect(await countJobs(database(), 'queued')).toBe(1);
    await drain();
  });

  whenThere('a job that dresses garments is ready when all of them have been made', async () => {
    await drain();
    const inner = await garment();
    const outer = await garment();
    const session = await dress(inner, [outer.id]);
    const wanted = await enqueue({ kind: 'outfit', targetId: session });
    await patchProcessing(database(), 'clothes3d', inner.id, { status: 'done' }, null);
    expect(await claimJob(database(), CPU, lease('a'), NOW)).toBeUndefined();
    expect(await listJobsWaitingFor(database(), outer.id)).toMatchObject([{ id: wanted.id }]);
    await patchProcessing(database(), 'clothes3d', outer.id, { status: 'error' }, null);
    expect((await claimJob(database(), CPU, lease('a'), NOW))?.id).toBe(wanted.id);
  });

  whenThere(
    'the job of a worker that fell silent goes to another, and the first may not write',
    async () => {
      await drain();
      const { id } = await garment();
      const wanted = await enqueue({ targetId: id });
      const first = await claimJob(database(), CPU, lease('a'), NOW);
      expect(first?.attempts).toBe(1);
      expect(await renewLeases(database(), [wanted.id], lease('a', 20))).toEqual([wanted.id]);
      expect(await requeueLapsedJobs(database(), later(45))).toEqual([]);
      expect(await requeueLapsedJobs(database(), later(51))).toMatchObject([{ id: wanted.id }]);
      const second = await claimJob(database(), CPU, lease('b', 52), NOW);
      expect(second?.attempts).toBe(2);
      expect(await renewLeases(database(), [wanted.id], lease('a', 53))).toEqual([]);
      if (!first || !second) throw new Error('Both took it.');
      const write = (attempt: typeof first) =>
        patchProcessing(database(), 'clothes3d', id, { progress: 0.5 }, attempt);
      expect(await write(first)).toBe(false);
      expect(await write(second)).toBe(true);
      await finishJob(database(), first, 'done', NOW);
      expect(await countJobs(database(), 'running')).toBeGreaterThan(0);
      await releaseJob(database(), second, { notBefore: later(60), isCounted: false });
      expect(await claimJob(database(), CPU, lease('c', 59), NOW)).toBeUndefined();
      expect((await claimJob(database(), CPU, lease('c', 60), NOW))?.attempts).toBe(2);
    },
  );

  whenThere('the same request is one job while it is open', async () => {
    const first = await enqueue({ sameAs: 'skirt, med' });
    const second = await enqueue({ sameAs: 'skirt, med' }).catch((error: unknown) => error);
    expect(isUniqueViolation(second)).toBe(true);
    expect(await findSameJob(database(), 'skirt, med')).toBe(first.targetId);
    await finishJobsOf(database(), first.targetId, 'cancelled', NOW);
    expect(await findSameJob(database(), 'skirt, med')).toBeUndefined();
    await enqueue({ sameAs: 'skirt, med' });
  });

  whenThere(
    'a host leaves what it cannot make, and the job keeps the span that asked for it',
    async () => {
      await drain();
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      const { id } = await garment();
      const { clothes3d } = database().tables;
      await database()
        .query.update(clothes3d)
        .set({ modelUsed: 'triposr' })
        .where(eq(clothes3d.id, id));
      const wanted = await enqueue({ targetId: id, needs: 'neural', traceparent });
      const plain = await enqueue();
      expect(await listQueuedNeural(database())).toMatchObject([
        { targetId: id, needs: 'neural', modelUsed: 'triposr', quality: 'med' },
      ]);
      const published: string[] = [];
      const tell = (awake: Parameters<typeof tellWaiting>[1]) =>
        tellWaiting(
          { database: database(), events: { publish: (target) => void published.push(target) } },
          awake,
        );
      const host = {
        id: 'gpu-1',
        host: 'gpu',
        capabilities: CPU,
        places: 1,
        startedAt: NOW,
        seenAt: NOW,
        generators: [
          {
            id: 'triposr',
            licence: 'MIT',
            commercialUse: true,
            qualities: ['low', 'med'],
            device: 'cpu',
            reason: null,
          },
        ],
      } as const;
      await tell([host]);
      expect(published).toEqual([]);
      const lacking = { ...host.generators[0], qualities: [], reason: 'Its weights are missing.' };
      for (let n = 0; n < 2; n++) await tell([{ ...host, generators: [lacking] }]);
      expect(published).toEqual([id]);
      const { log = '' } = (await findCloth3d(database(), id)) ?? {};
      expect(sayRowLog(log, 'en')).toBe(
        'No host that is awake can run triposr: Its weights are missing. The job waits for one.\n',
      );
      const claim = (left: readonly string[]) =>
        claimJob(database(), ['cpu', 'neural'], lease('a'), NOW, left);
      const left = ['neural triposr med', 'cuda triposr med'];
      expect((await claim(left))?.id).toBe(plain.id);
      expect(await claim(left)).toBeUndefined();
      const claimed = await claim(['neural triposr low', 'cuda triposr med']);
      expect(claimed).toMatchObject({ id: wanted.id, traceparent });
      await drain();
    },
  );

  whenThere('a request holds its key as long as it renews its lease', async () => {
    const request = { tenantId: '', key: randomUUID() };
    const at = (seconds: number) => {
      const { now, until } = lease('', seconds);
      return { now, until };
    };
    const begin = (seconds: number) =>
      beginRequest(database(), request, 'hash', later(seconds), at(seconds));
    expect(await begin(0)).toBeNull();
    expect(await begin(29)).toMatchObject({ status: null, requestHash: 'hash' });
    await renewRequest(database(), request, later(50));
    expect(await begin(49)).toMatchObject({ status: null });
    // Its server was killed.
    expect(await begin(51)).toBeNull();
    await freeUnansweredRequests(database());
    expect(await begin(52)).toBeNull();
    await endRequest(database(), request, 202, { cloth3d_id: 'a' });
    await freeUnansweredRequests(database());
    expect(await begin(9999)).toMatchObject({ status: 202, answer: { cloth3d_id: 'a' } });
  });
}
