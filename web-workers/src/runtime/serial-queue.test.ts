import { expect, test } from 'vitest';
import { createSerialQueue } from './serial-queue.ts';

test('jobs do not overlap and keep their order', async () => {
  const inTurn = createSerialQueue();
  const seen: string[] = [];
  const job = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
  };
  await Promise.all([inTurn(job('a')), inTurn(job('b'))]);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('a failed job does not poison the next', async () => {
  const inTurn = createSerialQueue();
  const failing = inTurn(() => Promise.reject(new Error('no')));
  const following = inTurn(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await following).toBe('yes');
});
