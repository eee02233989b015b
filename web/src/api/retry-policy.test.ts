import { ApiError, ApiUnreachableError } from '@fitroom/shared/client/api-error';
import { CancelledError } from '@fitroom/shared/job/context';
import { expect, test } from 'vitest';
import { isWorthRetrying, retryDelayMs } from './retry-policy.ts';

const answer = (retryable: boolean, retryAfterSeconds: number | null = null) =>
  new ApiError(
    {
      type: 'urn:fitroom:problem:queue-full',
      title: 'Full',
      status: 503,
      detail: 'Full',
      instance: 'urn:fitroom:request:1',
      code: 'queue-full',
      retryable,
    },
    retryAfterSeconds,
  );

test('a lost network and what the server calls temporary are asked again, three times at most', () => {
  expect(isWorthRetrying(0, new ApiUnreachableError('no answer'))).toBe(true);
  expect(isWorthRetrying(2, answer(true))).toBe(true);
  expect(isWorthRetrying(3, answer(true))).toBe(false);
});

test('a refusal, a cancelled request and an unknown fault are not', () => {
  expect(isWorthRetrying(0, answer(false))).toBe(false);
  expect(isWorthRetrying(0, new CancelledError())).toBe(false);
  expect(isWorthRetrying(0, new Error('bug'))).toBe(false);
});

test('the wait is the one the server names, else it doubles, and it is bounded', () => {
  expect(retryDelayMs(0, answer(true, 2))).toBe(2000);
  expect(retryDelayMs(2, answer(true))).toBe(4 * retryDelayMs(0, answer(true)));
  expect(retryDelayMs(0, answer(true, 3600))).toBeLessThanOrEqual(60_000);
});
