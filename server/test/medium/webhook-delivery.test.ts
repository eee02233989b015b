import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATHS } from '../../src/config/paths.ts';
import { createLogger } from '../../src/log/logger.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import type { Database } from '../../src/records/database.ts';
import { openPostgres } from '../../src/records/open-postgres.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { addWebhook, deliveryInserts, findWebhook } from '../../src/records/webhooks.ts';
import { sendDue } from '../../src/webhooks/send-due.ts';
import { startPostgres } from '../services/postgres.ts';
import { startReceiver } from './webhook-receiver.ts';

const logger = createLogger('silent', false);
const BEGUN = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const migrations = (dialect: string) => join(PATHS.migrations, dialect);

async function openServer() {
  const postgres = await startPostgres();
  const database = await openPostgres(postgres.address.url, migrations('postgres'), logger);
  return { database, close: () => database.close().then(() => postgres.remove()) };
}

async function openFile() {
  const database = openSqlite(':memory:', migrations('sqlite'));
  return { database, close: () => database.close() };
}

describe.each([
  ['SQLite', openFile],
  ['PostgreSQL', openServer],
])('messages kept in %s', (_name, open) => {
  let opened: Awaited<ReturnType<typeof openServer>>;
  let database: Database;
  beforeAll(async () => {
    opened = await open();
    ({ database } = opened);
  });
  afterAll(() => opened.close());

  const send = (now: number, allowsPrivate = true) =>
    sendDue(
      {
        database,
        settings: { webhooksAllowPrivate: allowsPrivate },
        logger,
        metrics: createMetrics({}),
      },
      now,
    );
  const register = async (url: string) => {
    const id = randomUUID();
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const createdAt = new Date(BEGUN);
    await addWebhook(database, { id, tenantId: '', url, secret, events: [], createdAt });
    return { id, secret };
  };
  const add = async (webhookId: string, ...ids: string[]) => {
    const now = new Date(BEGUN);
    const rows = ids.map((id) => ({
      id,
      webhookId,
      event: 'cloth.failed',
      body: JSON.stringify({
        type: 'cloth.failed',
        timestamp: now.toISOString(),
        data: { cloth_id: id, user_id: 'ann' },
      }),
      notBefore: now,
      createdAt: now,
    }));
    await database.atomically(deliveryInserts(database, rows));
  };

  test('a receiver that fails is asked again with growing pauses, then no more', async () => {
    const answers = [500, 302, 404];
    const receiver = await startReceiver(() => answers.shift() ?? 500);
    const { id } = await register(receiver.url);
    await add(id, 'msg_fail');
    // Written again, it stays one message.
    await add(id, 'msg_fail');
    const attemptsAtHour: number[] = [];
    let now = BEGUN;
    for (
      const end = BEGUN + 40 * HOUR_MS;
      now < end;
      now += now - BEGUN < HOUR_MS ? 30_000 : 600_000
    ) {
      if ((await send(now)) > 0) attemptsAtHour.push((now - BEGUN) / HOUR_MS);
    }
    expect(attemptsAtHour).toHaveLength(10);
    expect(receiver.received).toHaveLength(10);
    expect(attemptsAtHour.at(-1)).toBeGreaterThan(22);
    expect(attemptsAtHour.at(-1)).toBeLessThan(30);
    const gaps = attemptsAtHour.slice(1).map((at, n) => at - (attemptsAtHour[n] ?? 0));
    expect(gaps.slice(2)).toEqual(gaps.slice(2).toSorted((a, b) => a - b));
    expect(new Set(receiver.received.map(({ headers }) => headers.get('webhook-id')))).toEqual(
      new Set(['msg_fail']),
    );
    expect((await findWebhook(database, id))?.isActive).toBe(true);
  });

  test('410 ends the webhook and what waits for it', async () => {
    const receiver = await startReceiver(() => 410);
    const { id } = await register(receiver.url);
    await add(id, 'msg_gone');
    expect(await send(BEGUN)).toBe(1);
    expect((await findWebhook(database, id))?.isActive).toBe(false);
    await add(id, 'msg_late');
    expect(await send(BEGUN)).toBe(1);
    expect(await send(BEGUN + 100 * HOUR_MS)).toBe(0);
    expect(receiver.received).toHaveLength(1);
  });

  test('several senders send each message once', async () => {
    const receiver = await startReceiver();
    const { id, secret } = await register(receiver.url);
    const ids = Array.from({ length: 12 }, (_, n) => `msg_${_name}_${n}`);
    await add(id, ...ids);
    const sender = async () => {
      while ((await send(BEGUN)) > 0);
    };
    await Promise.all([sender(), sender(), sender(), sender()]);
    const told = await receiver.verified(secret, BEGUN);
    expect(told.map((message) => message.id).sort()).toEqual(ids.toSorted());
  });

  test('what leads into this network is not connected to, whatever was registered', async () => {
    const receiver = await startReceiver();
    for (const host of ['127.0.0.1', 'localhost']) {
      const { id } = await register(`https://${host}:${receiver.port}/`);
      await add(id, `msg_${host}`);
      expect(await send(BEGUN, false)).toBe(1);
      const { query, tables } = database;
      const rows = await query.select().from(tables.webhookDeliveries);
      expect(rows.find((row) => row.webhookId === id)).toMatchObject({
        state: 'waiting',
        attempts: 1,
        lastError: expect.stringContaining('PrivateAddressError'),
      });
    }
    const { id } = await register(receiver.url);
    await add(id, 'msg_http');
    await send(BEGUN, false);
    expect(receiver.received).toEqual([]);
  });
});
