import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PATHS } from '../../src/config/paths.ts';
import { createLogger } from '../../src/log/logger.ts';
import { findJobCountedBack, listKeys, revokeKey } from '../../src/records/api-keys.ts';
import type { Database } from '../../src/records/database.ts';
import { jobInsert } from '../../src/records/enqueue-job.ts';
import { openPostgres } from '../../src/records/open-postgres.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { createKey, createKeyFinder, type KeyWish } from '../../src/services/api-keys.ts';
import { startPostgres } from '../services/postgres.ts';
import { isInstalled } from '../services/programs.ts';
import { temporaryFolder } from './api-harness.ts';

const NOW = new Date('2026-03-01T12:00:00.250Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const WISH: KeyWish = {
  tenant: 'shop',
  name: 'till',
  userId: null,
  scopes: ['read'],
  requestsPerMinute: 60,
  jobsPerDay: 3,
};

async function openFile(): Promise<Database> {
  const database = openSqlite(
    join(temporaryFolder(), 'a.sqlite'),
    join(PATHS.migrations, 'sqlite'),
  );
  onTestFinished(() => database.close());
  return database;
}

async function openServer(): Promise<Database> {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.remove());
  const logger = createLogger('silent', false);
  const database = await openPostgres(
    postgres.address.url,
    join(PATHS.migrations, 'postgres'),
    logger,
  );
  onTestFinished(() => database.close());
  return database;
}

test.for([
  { name: 'SQLite', open: openFile, isThere: true },
  { name: 'PostgreSQL', open: openServer, isThere: isInstalled('postgres') },
])('keys and what they are allowed, in $name', async ({ open, isThere }, { skip }) => {
  skip(!isThere, 'It is not installed.');
  const database = await open();
  let time = NOW.getTime();
  const find = createKeyFinder(database, () => time);
  const first = await createKey(database, WISH, NOW);
  const second = await createKey(database, { ...WISH, userId: 'ann' }, later(1));
  const other = await createKey(database, { ...WISH, tenant: 'other' }, later(2));
  const open1 = await createKey(database, { ...WISH, tenant: 'open' }, later(3));
  const row = await find(first.key);
  expect(row).toMatchObject({ id: first.id, scopes: ['read'], requestsPerMinute: 60 });
  expect(JSON.stringify(row)).not.toContain(first.key);
  const { tenantId } = row ?? { tenantId: '' };
  expect(tenantId).not.toBe('');
  // One tenant of a name.
  expect(await find(second.key)).toMatchObject({ tenantId, userId: 'ann' });
  expect((await find(other.key))?.tenantId).not.toBe(tenantId);
  expect((await find(open1.key))?.tenantId).toBe('');
  expect(await find(`${first.key}x`)).toBeNull();
  expect((await listKeys(database)).map(({ key, tenant }) => [key.id, tenant])).toEqual([
    [open1.id, 'open'],
    [other.id, 'other'],
    [second.id, 'shop'],
    [first.id, 'shop'],
  ]);

  expect(await revokeKey(database, first.id, NOW)).toBe(true);
  expect(await revokeKey(database, first.id, NOW)).toBe(false);
  expect(await revokeKey(database, 'none', NOW)).toBe(false);
  time += 4999;
  expect(await find(first.key)).not.toBeNull();
  time += 1;
  expect(await find(first.key)).toBeNull();

  const enqueue = (seconds: number, more: object = {}) =>
    database.atomically([
      jobInsert(database, {
        id: randomUUID(),
        kind: 'fit',
        targetId: randomUUID(),
        tenantId,
        userId: 'ann',
        createdAt: later(seconds),
        ...more,
      }),
    ]);
  for (const seconds of [10, 20, 30]) await enqueue(seconds);
  await enqueue(40, { kind: 'inspect' });
  await enqueue(50, { tenantId: '' });
  const back = (place: number, since: number) =>
    findJobCountedBack(database, tenantId, place, later(since));
  expect(await back(1, 0)).toEqual(later(30));
  expect(await back(3, 0)).toEqual(later(10));
  expect(await back(3, 10)).toBeUndefined();
  expect(await back(4, 0)).toBeUndefined();
});
