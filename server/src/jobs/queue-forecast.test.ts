import { expect, test } from 'vitest';
import type { OpenJob } from '../records/job-figures.ts';
import { forecast } from './queue-forecast.ts';

const job = (targetId: string, more: Partial<OpenJob> = {}): OpenJob => ({
  targetId,
  kind: 'generate',
  needs: 'cpu',
  state: 'queued',
  startedAt: null,
  ...more,
});
const pace = {
  medianMs: new Map([['generate', 10_000] as const]),
  places: { cpu: 2, neural: 0, cuda: 0 },
};

test('a running job has what is left of the usual time', () => {
  const line = [job('a', { state: 'running' })];
  expect(forecast(line, pace, 'a', 0.25)).toBe(8);
  expect(forecast(line, pace, 'a', 1)).toBe(1);
});

test('a job in line waits for those before it that use the same places', () => {
  const line = [
    job('a', { state: 'running' }),
    job('gpu', { needs: 'cuda' }),
    job('b'),
    job('c'),
    job('d'),
  ];
  // Half of a, and b: 15 s over two places, and its own 10.
  expect(forecast(line, pace, 'c', 0)).toBe(18);
  expect(forecast(line, pace, 'd', 0)).toBe(23);
});

test('nothing is said without a like job to go by, or a host that is awake', () => {
  expect(forecast([job('a', { kind: 'fit' })], pace, 'a', 0)).toBeNull();
  expect(forecast([job('a', { needs: 'cuda' })], pace, 'a', 0)).toBeNull();
  expect(forecast([], pace, 'a', 0)).toBeNull();
});
