import { expect, test } from 'vitest';
import { createMemoryCounter } from './rate-counter.ts';

const POLICY = { name: 'requests', limit: 6, windowSeconds: 60 };

function counterWithClock(mostClients?: number) {
  const clock = { ms: 5_000_000 };
  return { clock, counter: createMemoryCounter(() => clock.ms, mostClients) };
}

test('all of the limit may come at once, then one as each share of the window passes', async () => {
  const { clock, counter } = counterWithClock();
  const left = [];
  for (let i = 0; i < 6; i++) left.push(await counter.take('a', POLICY));
  expect(left.map(({ remaining }) => remaining)).toEqual([5, 4, 3, 2, 1, 0]);
  expect(left.every(({ isAllowed }) => isAllowed)).toBe(true);
  expect(await counter.take('a', POLICY)).toEqual({
    isAllowed: false,
    remaining: 0,
    resetSeconds: 60,
    retryAfterSeconds: 10,
  });
  clock.ms += 9_999;
  expect(await counter.take('a', POLICY)).toMatchObject({
    isAllowed: false,
    retryAfterSeconds: 1,
  });
  clock.ms += 1;
  expect(await counter.take('a', POLICY)).toMatchObject({ isAllowed: true, remaining: 0 });
  expect(await counter.take('a', POLICY)).toMatchObject({ isAllowed: false });
});

test('a wait is not a second longer for a clock that counts parts of milliseconds', async () => {
  const { clock, counter } = counterWithClock();
  clock.ms = 5000.0742;
  const twice = { name: 'key', limit: 2, windowSeconds: 60 };
  expect(await counter.take('a', twice)).toMatchObject({ remaining: 1, resetSeconds: 30 });
});

test('over a long time no more than the limit and its rate are let through', async () => {
  const { clock, counter } = counterWithClock();
  let allowed = 0;
  // Ten minutes of a client that asks ten times as often as it may.
  for (let i = 0; i < 600; i++) {
    if ((await counter.take('a', POLICY)).isAllowed) allowed += 1;
    clock.ms += 1000;
  }
  expect(allowed).toBeGreaterThanOrEqual(60);
  expect(allowed).toBeLessThanOrEqual(66);
});

test('clients and policies are counted apart', async () => {
  const { counter } = counterWithClock();
  for (let i = 0; i < 7; i++) await counter.take('a', POLICY);
  expect(await counter.take('b', POLICY)).toMatchObject({ isAllowed: true, remaining: 5 });
  const work = { name: 'work', limit: 1, windowSeconds: 60 };
  expect(await counter.take('a', work)).toMatchObject({ isAllowed: true });
  expect(await counter.take('a', work)).toMatchObject({ isAllowed: false });
});

test('memory is bounded, and whoever was silent for long is forgotten', async () => {
  const { clock, counter } = counterWithClock(1000);
  for (let i = 0; i < 50_000; i++) await counter.take(`client-${i}`, POLICY);
  expect(counter.clients).toBeLessThanOrEqual(2000);
  for (const client of ['b', 'c', 'd']) {
    clock.ms += 200_000;
    await counter.take(client, POLICY);
  }
  expect(counter.clients).toBe(2);
});

test('across the turn of the generations a client stays refused', async () => {
  const { clock, counter } = counterWithClock();
  clock.ms += 59_000;
  for (let i = 0; i < 6; i++) await counter.take('a', POLICY);
  clock.ms += 2000;
  expect(await counter.take('a', POLICY)).toMatchObject({ isAllowed: false });
});
