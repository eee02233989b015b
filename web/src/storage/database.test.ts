import { expect, test } from 'vitest';
import { keepCompanionsAsList } from './database.ts';

test('what a garment was worn with by earlier versions is kept as a list of one', () => {
  const together = { wornWith: { garmentId: 'a', how: 'tucked' } as const };
  keepCompanionsAsList(together);
  expect(together.wornWith).toEqual([{ garmentId: 'a', how: 'tucked' }]);
  for (const wornWith of [null, [{ garmentId: 'b', how: 'over' }] as const]) {
    const result = { wornWith };
    keepCompanionsAsList(result);
    expect(result.wornWith).toBe(wornWith);
  }
});
