import { expect, test } from 'vitest';
import { isWorthRetrying, retryDelayMs } from './retry-policy.ts';

const answer = (retryable: boolean, retryAfterMs: number | null = null) =>
  Object.assign(new Error('answer'), { retryable, retryAfterMs });

test('a lost network and what the server calls temporary are asked again, three times at most', () => {
  expect(isWorthRetrying(0, new TypeError('Failed to fetch'))).toBe(true);
  expect(isWorthRetrying(2, answer(true))).toBe(true);
  expect(isWorthRetrying(3, answer(true))).toBe(false);
});

test('a refusal, a cancelled request and an unknown fault are not', () => {
  expect(isWorthRetrying(0, answer(false))).toBe(false);
  expect(isWorthRetrying(0, new DOMException('stopped', 'AbortError'))).toBe(false);
  expect(isWorthRetrying(0, new Error('bug'))).toBe(false);
});

test('the wait is the one the server names, else it doubles, and it is bounded', () => {
  expect(retryDelayMs(0, answer(true, 2000))).toBe(2000);
  expect(retryDelayMs(2, answer(true))).toBe(4 * retryDelayMs(0, answer(true)));
  expect(retryDelayMs(0, answer(true, 3_600_000))).toBeLessThanOrEqual(60_000);
});
