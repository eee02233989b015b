import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATHS } from '../../src/config/paths.ts';
import { type SweepOptions, sweep } from '../../src/hygiene/sweep.ts';
import { createLogger } from '../../src/log/logger.ts';
import { createFolderStore } from '../../src/objects/folder-store.ts';
import type { ObjectStore } from '../../src/objects/object-store.ts';
import { createS3Store } from '../../src/objects/s3-store.ts';
import { clothInserts, findCloth } from '../../src/records/clothes.ts';
import { cloth3dInsert, findCloth3d } from '../../src/records/clothes3d.ts';
import type { Database } from '../../src/records/database.ts';
import { jobInsert } from '../../src/records/enqueue-job.ts';
import { countJobs, finishJobsOf } from '../../src/records/jobs.ts';
import { releaseLease, takeLease } from '../../src/records/leases.ts';
import { openPostgres } from '../../src/records/open-postgres.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { upsertPreset } from '../../src/records/presets.ts';
import { findSession, sessionInserts } from '../../src/records/sessions.ts';
import { startPostgres } from '../services/postgres.ts';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Files are stored now, and looked at this much later. */
const LATER = Date.now() + 40 * DAY_MS;
const ago = (days: number) => new Date(LATER - days * DAY_MS);
const SETTINGS = {
  keepOriginalsDays: 30,
  keepIntermediatesDays: 7,
  keepResultsDays: 30,
  jobLimitSeconds: 300,
};
const logger = createLogger('silent', false);

interface Opened {
  readonly database: Database;
  readonly store: ObjectStore;
  close(): Promise<void>;
}

async function openEmbedded(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-sweep-'));
  const database = openSqlite(join(folder, 'a.sqlite'), join(PATHS.migrations, 'sqlite'));
  return {
    database,
    store: createFolderStore(join(folder, 'objects')),
    async close() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openDistributed(): Promise<Opened> {
  const postgres = await startPostgres();
  const database = await openPostgres(
    postgres.address.url,
    join(PATHS.migrations, 'postgres'),
    logger,
  );
  const { endpoint, region, accessKeyId, secretAccessKey } = await sharedService('s3');
  const store = createS3Store({
    place: {
      endpoint,
      publicAddress: endpoint,
      region,
      bucket: `test-${randomUUID()}`,
      isPathStyle: true,
    } as Parameters<typeof createS3Store>[0]['place'],
    keys: { accessKeyId, secretAccessKey },
    cacheControl: 'private',
    pageObjects: 7,
  });
  await store.prepare();
  return {
    database,
    store,
    async close() {
      await database.close();
      store.close();
      await postgres.remove();
    },
  };
}

const BACKENDS = [
  { name: 'SQLite and a folder', isHere: true, open: openEmbedded },
  { name: 'PostgreSQL and S3', isHere: isInstalled('s3'), open: openDistributed },
];

describe.each(BACKENDS)('sweeping $name', ({ name, isHere, open }) => {
  let opened: Opened;
  let database: Database;
  let store: ObjectStore;
  beforeAll(async () => {
    if (!isHere) return;
    opened = await open();
    ({ database, store } = opened);
    await upsertPreset(database, {
      id: 'regular',
      name: 'Regular',
      heightCm: 168,
      gltfKey: 'a',
      thumbnailKey: 'b',
      recordKey: 'c',
      createdAt: ago(400),
    });
  });
  afterAll(() => opened?.close());

  const run = (options: SweepOptions = {}, now = LATER, from = store) =>
    sweep({ database, store: from, settings: SETTINGS, logger, now: () => now }, options);
  const put = (key: string) => store.put(key, new Uint8Array(10));
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of store.list('')) found.push(key);
    return found.sort();
  };

  const addCloth = async (days: number) => {
    const id = randomUUID();
    const imageKey = `clothes/${id}/original.jpg`;
    await put(imageKey);
    const row = { id, tenantId: '', userId: 'ann', imageKey, widthPx: 1, heightPx: 1 };
    await database.atomically(clothInserts(database, { ...row, createdAt: ago(days) }));
    return id;
  };
  const addGarment = async (clothId: string, days: number, status: 'done' | 'processing') => {
    const id = randomUUID();
    const folder = `clothes/${clothId}/${id}/job-1/`;
    const files = {
      gltfKey: `${folder}garment.glb`,
      patternKey: `${folder}garment.fitroom`,
      thumbKey: `${folder}thumb.webp`,
    };
    for (const key of [...Object.values(files), `${folder}intermediate/matte.png`]) await put(key);
    await database.atomically([
      cloth3dInsert(database, {
        id,
        clothId,
        modelUsed: 'panels',
        quality: 'med',
        options: {
          category: 'auto',
          ease: 'regular',
          knownWidthCm: null,
          removeBackground: true,
          obj: false,
        },
        status,
        ...(status === 'done' ? files : {}),
        createdAt: ago(days),
      }),
    ]);
    return id;
  };
  const addSession = async (cloth3dId: string, days: number) => {
    const id = randomUUID();
    const folder = `sessions/${id}/job-1/`;
    const files = { fittedGltfKey: `${folder}fitted.glb`, thumbKey: `${folder}thumb.webp` };
    const map = { pictureKey: `${folder}map-gap.png`, gltfKey: `${folder}map-gap.glb` };
    const extras = {
      walkKey: `${folder}walk.glb`,
      maps: [{ map: 'gap' as const, ...map }],
    };
    const keys = [...Object.values(files), extras.walkKey, ...Object.values(map)];
    for (const key of keys) await put(key);
    const row = { id, tenantId: '', userId: 'ann', cloth3dId, avatarPresetId: 'regular', extras };
    await database.atomically(
      sessionInserts(
        database,
        { ...row, method: 'drape', status: 'done', ...files, createdAt: ago(days) },
        [cloth3dId],
      ),
    );
    return id;
  };

  test.skipIf(!isHere)(
    'what is over goes by its class, marked first; what is in use and what is young stays',
    async () => {
      const old = await addCloth(35);
      const oldGarment = await addGarment(old, 35, 'done');
      const oldSession = await addSession(oldGarment, 35);
      const worn = await addCloth(35);
      const wornGarment = await addGarment(worn, 35, 'done');
      const newSession = await addSession(wornGarment, 1);
      const making = await addCloth(35);
      const beingMade = await addGarment(making, 35, 'processing');
      const looked = await addCloth(35);
      const look = {
        id: randomUUID(),
        kind: 'inspect',
        targetId: looked,
        tenantId: '',
        userId: 'ann',
        createdAt: ago(35),
      } as const;
      await database.atomically([jobInsert(database, look)]);
      const litter = [
        'clothes/gone/original.jpg',
        `clothes/${old}/${oldGarment}/job-0/garment.glb`,
        `sessions/gone/job-1/fitted.glb`,
        `clothes/${worn}/original.png.${randomUUID()}.part`,
      ];
      for (const key of litter) await put(key);
      for (const key of ['presets/slim/avatar.glb', 'somebody/else.txt']) await put(key);
      const before = await keys();

      // Just stored, so nothing is an orphan, and nothing is of any age.
      expect(await run({}, Date.now())).toMatchObject({
        expiredRows: { clothes: 0, clothes3d: 0, sessions: 0 },
        removed: [],
      });
      const dry = await run({ isDry: true });
      expect(await keys()).toEqual(before);
      expect((await findCloth(database, old))?.expiredAt).toBeNull();
      expect(dry?.expiredRows).toEqual({ clothes: 2, clothes3d: 1, sessions: 1 });

      const broken = { ...store, remove: () => Promise.reject(new Error('away')) };
      await expect(run({}, LATER, broken)).rejects.toThrow('away');
      // Marked, and the files still there: the next sweep finds them by the mark.
      expect((await findCloth3d(database, oldGarment))?.expiredAt?.getTime()).toBe(LATER);
      expect(await keys()).toEqual(before);
      const report = await run();
      const inWords = (removed: typeof report) =>
        removed?.removed
          .map(
            ({ objectClass, reason, objects, bytes }) =>
              `${objects} ${objectClass} ${reason} ${bytes}`,
          )
          .sort();
      expect(inWords(report)).toEqual([
        '2 original expired 20',
        '2 original orphan 20',
        '2 result orphan 20',
        '3 intermediate expired 30',
        '6 result expired 60',
      ]);
      expect(inWords(dry)).toEqual(inWords(report));
      expect(await keys()).toEqual(
        [
          `clothes/${old}/${oldGarment}/job-1/thumb.webp`,
          `sessions/${oldSession}/job-1/thumb.webp`,
          ...['garment.glb', 'garment.fitroom', 'thumb.webp'].flatMap((name) => [
            `clothes/${worn}/${wornGarment}/job-1/${name}`,
            `clothes/${making}/${beingMade}/job-1/${name}`,
          ]),
          `clothes/${making}/original.jpg`,
          `clothes/${looked}/original.jpg`,
          `sessions/${newSession}/job-1/fitted.glb`,
          `sessions/${newSession}/job-1/map-gap.glb`,
          `sessions/${newSession}/job-1/map-gap.png`,
          `sessions/${newSession}/job-1/thumb.webp`,
          `sessions/${newSession}/job-1/walk.glb`,
          'presets/slim/avatar.glb',
          'somebody/else.txt',
        ].sort(),
      );
      expect((await findCloth(database, worn))?.expiredAt).not.toBeNull();
      expect((await findSession(database, oldSession))?.expiredAt).not.toBeNull();
      expect((await findSession(database, newSession))?.expiredAt).toBeNull();
      expect(await run()).toMatchObject({ removed: [] });
    },
  );

  // The store makes no difference here, and a hundred files take S3 a while.
  if (name === 'SQLite and a folder') {
    test('so many orphans that the database must be another one stay', async () => {
      const many = Array.from({ length: 101 }, (_, n) => `sessions/lost-${n}/job-1/thumb.webp`);
      for (let at = 0; at < many.length; at += 10)
        await Promise.all(many.slice(at, at + 10).map(put));
      expect(await run()).toMatchObject({ doubtedOrphans: 101, removed: [] });
      expect((await keys()).filter((key) => key.includes('/lost-'))).toHaveLength(101);
      expect(await run({ trustsOrphans: true })).toMatchObject({
        doubtedOrphans: 0,
        removed: [{ objectClass: 'thumbnail', reason: 'orphan', objects: 101, bytes: 1010 }],
      });
    });
  }

  test.skipIf(!isHere)('old rows of ended jobs go, open ones stay', async () => {
    const queued = await countJobs(database, 'queued');
    const ended = Array.from({ length: 3 }, () => randomUUID());
    for (const targetId of ended) {
      const base = { kind: 'fit', tenantId: '', userId: 'ann', createdAt: ago(20) } as const;
      await database.atomically([jobInsert(database, { ...base, id: randomUUID(), targetId })]);
    }
    for (const [n, id] of ended.entries()) await finishJobsOf(database, id, 'done', ago(6 + 2 * n));
    expect((await run({ isDry: true }))?.rows.jobs).toBe(2);
    expect((await run())?.rows.jobs).toBe(2);
    expect(await countJobs(database, 'finished')).toBe(1);
    expect(await countJobs(database, 'queued')).toBe(queued);
  });

  test.skipIf(!isHere)('one at a time sweeps, and a lease that ended is taken over', async () => {
    const reports = await Promise.all([run(), run(), run()]);
    expect(reports.filter((report) => report !== null)).toHaveLength(1);
    const begun = Date.now();
    const lease = (holder: string, from: number, to: number) =>
      takeLease(database, {
        name: 'sweep',
        holder,
        now: new Date(begun + from),
        until: new Date(begun + to),
      });
    expect(await lease('a', 0, 60_000)).toBe(true);
    expect(await run()).toBeNull();
    expect(await lease('b', 59_999, 90_000)).toBe(false);
    expect(await lease('b', 60_000, 90_000)).toBe(true);
    // Written by a clock that was days ahead.
    expect(await lease('c', 90_000, 95_000)).toBe(true);
    expect(await lease('d', -3 * DAY_MS, 0)).toBe(true);
    await releaseLease(database, { name: 'sweep', holder: 'd' });
    expect(await run()).not.toBeNull();
    // A server that stops does not wait for the end, and leaves no lease behind.
    await put('sessions/gone/job-1/fitted.glb');
    expect(await run({ signal: AbortSignal.abort() })).toBeNull();
    expect((await run())?.removed).toMatchObject([{ objects: 1, reason: 'orphan' }]);
  });
});
