import { expect, test } from 'vitest';
import { once } from './once.ts';

test('makes it one time, and again after a failure', async () => {
  let calls = 0;
  const get = once(async () => {
    calls += 1;
    if (calls === 1) throw new Error('offline');
    return calls;
  });
  await expect(Promise.all([get(), get()])).rejects.toThrow('offline');
  expect(await get()).toBe(2);
  expect(await get()).toBe(2);
});
