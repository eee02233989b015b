import { CancelledError } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';

test('a value comes back as done', async () => {
  expect(await outcomeOf(async () => 7)).toEqual({ status: 'done', value: 7 });
});

test('an input error keeps its code', async () => {
  const outcome = await outcomeOf(() => {
    throw new InputError('photo-too-large', 'At most 10 MB.');
  });
  expect(outcome).toEqual({
    status: 'failed',
    problem: { kind: 'input', code: 'photo-too-large', message: 'At most 10 MB.' },
  });
});

test('cancelling is a status, anything else a fault', async () => {
  const cancelled = await outcomeOf(() => Promise.reject(new CancelledError()));
  expect(cancelled.status).toBe('cancelled');
  const fault = await outcomeOf(() => Promise.reject(new TypeError('x is undefined')));
  expect(fault).toMatchObject({ status: 'failed', problem: { kind: 'fault', code: 'internal' } });
});
