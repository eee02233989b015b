import { expect, test } from 'vitest';
import { shareAnswer } from './share-answer.ts';

test('who comes within the while gets the same answer, who comes later a new one', async () => {
  const clock = { ms: 1000 };
  let asked = 0;
  const ask = shareAnswer(
    async () => {
      asked += 1;
      return asked;
    },
    500,
    () => clock.ms,
  );
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  clock.ms += 499;
  expect(await ask()).toBe(1);
  clock.ms += 1;
  expect(await ask()).toBe(2);
  clock.ms = 0;
  expect(await ask()).toBe(3);
});
