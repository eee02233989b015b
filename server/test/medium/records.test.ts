import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PATHS } from '../../src/config/paths.ts';
import { createLogger } from '../../src/log/logger.ts';
import { clothInserts, deleteCloth, findCloth } from '../../src/records/clothes.ts';
import { type Cloth3dRow, cloth3dInsert, findCloth3d } from '../../src/records/clothes3d.ts';
import type { Database } from '../../src/records/database.ts';
import { isForeignKeyViolation } from '../../src/records/database-faults.ts';
import { eq } from '../../src/records/drizzle.ts';
import { jobInsert } from '../../src/records/enqueue-job.ts';
import { patchProcessing } from '../../src/records/job-rows.ts';
import { finishJobsOf, listJobsWaitingFor } from '../../src/records/jobs.ts';
import { openPostgres } from '../../src/records/open-postgres.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import {
  listClothes,
  listClothes3d,
  listSessions,
  type PagePlace,
} from '../../src/records/pages.ts';
import { upsertPreset } from '../../src/records/presets.ts';
import { findSession, listSessionsOf, sessionInserts } from '../../src/records/sessions.ts';
import { startPostgres } from '../services/postgres.ts';
import { isInstalled } from '../services/programs.ts';
import { testQueue } from './queue-records.ts';
import { createRecordMaker, later, NOW } from './record-maker.ts';

type Opened = { readonly database: Database; close(): Promise<void> };

async function openFile(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-records-'));
  const database = openSqlite(join(folder, 'a.sqlite'), join(PATHS.migrations, 'sqlite'));
  return {
    database,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openServer(): Promise<Opened> {
  const postgres = await startPostgres();
  const folder = join(PATHS.migrations, 'postgres');
  const logger = createLogger('silent', false);
  // Two servers that start at once migrate one after the other.
  const [database, other] = await Promise.all([
    openPostgres(postgres.address.url, folder, logger),
    openPostgres(postgres.address.url, folder, logger),
  ]);
  await other.close();
  return {
    database,
    async close() {
      await database.close();
      await postgres.remove();
    },
  };
}

describe.each([
  { name: 'SQLite', open: openFile, isThere: true },
  { name: 'PostgreSQL', open: openServer, isThere: isInstalled('postgres') },
])('records in $name', ({ open, isThere }) => {
  const whenThere = test.skipIf(!isThere);
  let opened: Opened | undefined;
  let database: Database;
  beforeAll(async () => {
    if (!isThere) return;
    opened = await open();
    ({ database } = opened);
    await upsertPreset(database, {
      id: 'regular',
      name: 'Regular',
      heightCm: 168.5,
      gltfKey: 'a',
      thumbnailKey: 'b',
      recordKey: 'c',
      createdAt: NOW,
    });
  });
  afterAll(() => opened?.close());

  const maker = createRecordMaker(() => database);
  const { job, garment, dress } = maker;

  whenThere('its clock is the time', async () => {
    expect(Math.abs((await database.readClock()) - Date.now())).toBeLessThan(60_000);
  });

  whenThere('rows come back as they were written', async () => {
    const { clothId, id } = await garment('', 'bob');
    expect(await findCloth(database, clothId)).toMatchObject({
      userId: 'bob',
      status: 'uploaded',
      log: '',
      backImageKey: null,
      createdAt: NOW,
    });
    expect(await findCloth3d(database, id)).toMatchObject({
      options: { knownWidthCm: 51.5, removeBackground: true, obj: false },
      status: 'processing',
      progress: 0,
      report: null,
    });
    const patch = { progress: 0.25, report: { parts: [1, null] }, logLines: ['one', 'two'] };
    await patchProcessing(database, 'clothes3d', id, patch, null);
    expect(await findCloth3d(database, id)).toMatchObject({
      progress: 0.25,
      report: '{"parts":[1,null]}',
      log: 'one\ntwo\n',
    });
  });

  whenThere(
    'lists are read page by page, newest first, whatever is added and removed meanwhile',
    async () => {
      const [tenantId, other] = [randomUUID(), randomUUID()];
      const add = async (createdAt: Date, tenant = tenantId, userId = 'ann') => {
        const id = randomUUID();
        await database.atomically([
          ...clothInserts(database, {
            id,
            tenantId: tenant,
            userId,
            imageKey: 'k',
            widthPx: 2,
            heightPx: 3,
            createdAt,
          }),
          cloth3dInsert(database, {
            id,
            tenantId: tenant,
            clothId: id,
            modelUsed: 'panels',
            quality: 'med',
            options: {
              category: 'auto',
              ease: 'regular',
              knownWidthCm: null,
              removeBackground: true,
              obj: false,
            },
            createdAt,
          }),
          ...sessionInserts(
            database,
            {
              id,
              tenantId: tenant,
              userId,
              cloth3dId: id,
              avatarPresetId: 'regular',
              method: 'drape',
              createdAt,
            },
            [id],
          ),
        ]);
        return id;
      };
      // Three of the same moment: their ids tell them apart.
      const sameMoment = await Promise.all([add(later(2)), add(later(2)), add(later(2))]);
      const oldest = await add(later(1));
      const newest = await add(later(3));
      await add(later(2), other);
      const bobs = await add(later(2), tenantId, 'bob');
      const anns = [newest, ...sameMoment.sort().reverse(), oldest];
      for (const list of [listClothes, listClothes3d, listSessions]) {
        const read = async (userId: string | null, limit: number) => {
          const ids: string[] = [];
          for (let after: PagePlace | null = null; ; ) {
            const rows = await list(database, { scope: { tenantId, userId }, after, limit });
            const places: PagePlace[] = rows;
            ids.push(...places.map(({ id }) => id));
            const last = places.at(-1);
            if (!last || places.length < limit) return ids;
            after = { createdAt: last.createdAt, id: last.id };
          }
        };
        for (const limit of [1, 2, 5, 100]) expect(await read('ann', limit)).toEqual(anns);
        expect(await read('bob', 2)).toEqual([bobs]);
        expect((await read(null, 2)).sort()).toEqual([...anns, bobs].sort());
      }
      const [first, second] = await listClothes(database, {
        scope: { tenantId, userId: 'ann' },
        after: null,
        limit: 2,
      });
      if (!first || !second) throw new Error('Too few.');
      await add(later(4));
      await deleteCloth(database, second.id);
      const rest = await listClothes(database, {
        scope: { tenantId, userId: 'ann' },
        after: second,
        limit: 9,
      });
      expect(rest.map(({ id }) => id)).toEqual(anns.slice(2));
    },
  );

  whenThere('a session names the file of its garment while that is kept', async () => {
    const tenantId = randomUUID();
    const worn = await garment(tenantId);
    const session = await dress(worn);
    const named = async () => {
      const wish = { scope: { tenantId, userId: 'ann' }, after: null, limit: 2 };
      const [listed] = await listSessions(database, wish);
      return [(await findSession(database, session))?.gltfKey, listed?.gltfKey];
    };
    expect(await named()).toEqual([null, null]);
    const { clothes3d } = database.tables;
    const change = (values: Partial<Cloth3dRow>) =>
      database.query.update(clothes3d).set(values).where(eq(clothes3d.id, worn.id));
    await change({ gltfKey: 'g' });
    expect(await named()).toEqual(['g', 'g']);
    await change({ expiredAt: NOW });
    expect(await named()).toEqual([null, null]);
  });

  whenThere('what one step adds is there whole or not at all', async () => {
    const { clothId } = await garment();
    const lost = job();
    const broken = database.atomically([
      jobInsert(database, lost),
      cloth3dInsert(database, {
        id: randomUUID(),
        clothId: 'nobody',
        modelUsed: 'panels',
        quality: 'med',
        options: {
          category: 'auto',
          ease: 'regular',
          knownWidthCm: null,
          removeBackground: true,
          obj: false,
        },
        createdAt: NOW,
      }),
    ]);
    expect(isForeignKeyViolation(await broken.catch((error: unknown) => error))).toBe(true);
    expect(await finishJobsOf(database, lost.targetId, 'done', NOW)).toEqual([]);
    expect(await findCloth(database, clothId)).toBeDefined();
  });

  whenThere('a cloth takes all that was made from it along', async () => {
    const inner = await garment();
    const outer = await garment();
    const session = await dress(inner, [outer.id]);
    expect((await listSessionsOf(database, outer.id)).map(({ id }) => id)).toEqual([session]);
    await deleteCloth(database, inner.clothId);
    expect(await findCloth3d(database, inner.id)).toBeUndefined();
    expect(await findSession(database, session)).toBeUndefined();
    expect(await listSessionsOf(database, outer.id)).toEqual([]);
  });

  testQueue(whenThere, () => database, maker);
});

test('a database of the first version keeps its rows, and its outfits their garments', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-records-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'a.sqlite');
  const migrations = join(PATHS.migrations, 'sqlite');
  const journal: unknown = JSON.parse(
    readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8'),
  );
  const { entries } = journal as { entries: { when: number }[] };
  const old = new Sqlite(file);
  const FIRST = 4;
  for (const name of readdirSync(migrations).sort().slice(0, FIRST)) {
    old.exec(readFileSync(join(migrations, name), 'utf8'));
  }
  old.exec(`create table __drizzle_migrations (id integer primary key, hash text, created_at numeric);
    insert into __drizzle_migrations (hash, created_at) values ('x', ${entries[FIRST - 1]?.when});
    insert into users (id, created_at) values ('ann', 1);
    insert into avatar_presets (id, name, height_cm, gltf_key, thumbnail_key, record_key, created_at)
      values ('regular', 'Regular', 168, 'a', 'b', 'c', 1);
    insert into clothes (id, user_id, image_key, width_px, height_px, created_at)
      values ('cloth', 'ann', 'k', 2, 3, 1);
    insert into clothes3d (id, cloth_id, model_used, quality, options, created_at)
      values ('one', 'cloth', 'panels', 'med', '{}', 1), ('two', 'cloth', 'panels', 'med', '{}', 1);
    insert into fitting_sessions (id, user_id, cloth3d_id, avatar_preset_id, method, outfit, created_at)
      values ('worn', 'ann', 'two', 'regular', 'drape',
        '[{"cloth3dId":"one","tucked":false},{"cloth3dId":"two","tucked":true}]', 1);
    insert into jobs (id, kind, target_id, state, created_at) values ('job', 'outfit', 'worn', 'queued', 1);`);
  old.close();
  const database = openSqlite(file, migrations);
  onTestFinished(() => database.close());
  expect(await findCloth(database, 'cloth')).toMatchObject({ tenantId: '', expiredAt: null });
  expect((await listSessionsOf(database, 'one')).map(({ id }) => id)).toEqual(['worn']);
  expect(await listJobsWaitingFor(database, 'two')).toMatchObject([{ id: 'job', needs: 'cpu' }]);
});
