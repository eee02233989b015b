import { expect, test } from 'vitest';
import type { JobEvent } from '../protocol/job-events.ts';
import {
  createProgressThrottle,
  FIT_SHARES,
  meshWalkShares,
  stanceShares,
  TRY_ON_SHARES,
} from './progress-throttle.ts';

function record(shares = TRY_ON_SHARES) {
  const events: JobEvent[] = [];
  const clock = { ms: 0 };
  const report = createProgressThrottle(
    shares,
    () => clock.ms,
    (event) => events.push(event),
  );
  return { events, clock, report };
}

test('the shares of each job sum to one', () => {
  for (const shares of [
    TRY_ON_SHARES,
    FIT_SHARES,
    stanceShares('walk-simulated'),
    meshWalkShares(true),
    meshWalkShares(false),
  ]) {
    const sum = Object.values(shares).reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 9);
  }
});

test('within a stage at most one event in 50 ms, and each new stage at once', () => {
  const { events, clock, report } = record();
  for (let i = 0; i <= 100; i++) {
    clock.ms = i;
    report('matte', i / 100);
  }
  expect(events).toHaveLength(3);
  report('outline', 0);
  expect(events).toHaveLength(4);
});

test.each([
  ['a garment', stanceShares('walk-simulated'), 'pose'],
  ['a mesh', meshWalkShares(true), 'fit'],
] as const)('the swinging walk of %s is told by its steps', (_, shares, first) => {
  const { events, clock, report } = record(shares);
  const at: number[] = [];
  for (const [stage, fraction] of [
    [first, 1],
    ['write', 0.5],
    ['write', 0.55],
    ['drape', 0],
    ['drape', 1],
  ] as const) {
    clock.ms += 100;
    report(stage, fraction);
    const event = events.at(-1);
    at.push(event?.type === 'progress' ? event.overall : 0);
  }
  const [, , posed, before, after] = at;
  expect(posed, 'the poses come first').toBeLessThan(0.4);
  expect(after! - before!).toBeGreaterThan(0.5);
});

test('the whole never falls, whatever order stages report in', () => {
  const { events, clock, report } = record(FIT_SHARES);
  for (const [stage, fraction] of [
    ['pose', 0.5],
    ['drape', 0.9],
    ['pose', 1],
    ['drape', 0.1],
    ['write', 1],
    ['render', 1],
  ] as const) {
    clock.ms += 100;
    report(stage, fraction);
  }
  const overall = events.map((event) => (event.type === 'progress' ? event.overall : 0));
  expect(overall).toEqual([...overall].sort((a, b) => a - b));
  expect(overall.at(-1)).toBeCloseTo(1, 9);
});
