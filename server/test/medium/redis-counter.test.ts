import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMemoryCounter } from '../../src/http/rate-counter.ts';
import { createRedisCounter } from '../../src/http/redis-counter.ts';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';

const WORK = { name: 'work', limit: 3, windowSeconds: 60, isShared: true };

type Host = ReturnType<typeof createRedisCounter>;

/** Until both are connected they count for themselves. */
async function untilTogether(a: Host, b: Host) {
  const seen = async () => {
    const client = randomUUID();
    await a.take(client, WORK);
    return (await b.take(client, WORK)).remaining;
  };
  await expect.poll(seen, { timeout: 20_000 }).toBe(1);
}

/** The counters of two hosts. */
function hosts(url: string): [Host, Host] {
  return [1, 2].map(() => {
    const counter = createRedisCounter(url, createMemoryCounter());
    onTestFinished(() => counter.close());
    return counter;
  }) as [Host, Host];
}

describe.skipIf(!isInstalled('redis'))('with Redis', () => {
  test('hosts count work together, and everything else each for itself', async () => {
    const [a, b] = hosts((await sharedService('redis')).url);
    const client = randomUUID();
    await untilTogether(a, b);
    expect(await a.take(client, WORK)).toMatchObject({ isAllowed: true, remaining: 2 });
    expect(await b.take(client, WORK)).toMatchObject({ isAllowed: true, remaining: 1 });
    expect(await a.take(client, WORK)).toMatchObject({ isAllowed: true, remaining: 0 });
    for (const host of [a, b]) {
      const refused = await host.take(client, WORK);
      expect(refused).toMatchObject({ isAllowed: false, remaining: 0, resetSeconds: 60 });
      expect(refused.retryAfterSeconds).toBeGreaterThan(15);
      expect(refused.retryAfterSeconds).toBeLessThanOrEqual(20);
    }
    expect(await b.take(randomUUID(), WORK)).toMatchObject({ isAllowed: true, remaining: 2 });
    const own = { name: 'requests', limit: 1, windowSeconds: 60 };
    expect(await a.take(client, own)).toMatchObject({ isAllowed: true });
    expect(await b.take(client, own)).toMatchObject({ isAllowed: true });
  });

  test('many at once are not let through twice, and come back as time passes', async () => {
    const [a, b] = hosts((await sharedService('redis')).url);
    const client = randomUUID();
    await untilTogether(a, b);
    const policy = { ...WORK, limit: 20 };
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => (i % 2 ? a : b).take(client, policy)),
    );
    // One comes back every 3 s, should the machine be that slow.
    const allowed = answers.filter(({ isAllowed }) => isAllowed).length;
    expect(allowed).toBeGreaterThanOrEqual(20);
    expect(allowed).toBeLessThanOrEqual(25);
    const quick = { ...WORK, limit: 2, windowSeconds: 1 };
    for (let i = 0; i < 2; i++) await a.take(client, { ...quick, name: 'quick' });
    await expect
      .poll(async () => (await b.take(client, { ...quick, name: 'quick' })).isAllowed)
      .toBe(true);
  });
});

test('without an answer of Redis a host counts for itself, at once', async () => {
  const [a, b] = hosts('redis://127.0.0.1:9');
  for (let i = 0; i < WORK.limit; i++) {
    expect(await a.take('client', WORK)).toMatchObject({ isAllowed: true });
  }
  expect(await a.take('client', WORK)).toMatchObject({ isAllowed: false });
  expect(await b.take('client', WORK)).toMatchObject({ isAllowed: true });
});
