import { expect, test } from 'vitest';
import { FRAME, isAtRest, movingShare } from './at-rest.ts';
import { GRAVITY } from './simulate.ts';

const still = new Float64Array(300);

test('what lies still is at rest, what falls freely is not', () => {
  expect(movingShare(still, still)).toBe(0);
  const fallen = still.map((_, i) => (i % 3 === 1 ? (-GRAVITY * FRAME ** 2) / 2 : 0));
  expect(movingShare(still, fallen)).toBe(1);
  expect(isAtRest(movingShare(still, fallen))).toBe(false);
});

test('one vertex of a hundred may move, two may not; a quarter of a millimetre is no move', () => {
  const withMoved = (count: number, by: number) =>
    still.map((_, i) => (i % 3 === 0 && i / 3 < count ? by : 0));
  expect(isAtRest(movingShare(still, withMoved(1, 0.01)))).toBe(true);
  expect(isAtRest(movingShare(still, withMoved(2, 0.01)))).toBe(false);
  expect(movingShare(still, withMoved(100, 0.00025))).toBe(0);
});
