import { expect, test } from 'vitest';
import { needsMet } from './host-needs.ts';
import { limitsFor } from './time-limits.ts';

const LIMITS = { job: 300, stage: 180, views: 600, reconstruct: 300, tries: 2 };

test('a job of networks has the time of its tries besides, and other stages have the usual one', () => {
  const plain = limitsFor({ needs: 'cpu' }, LIMITS);
  expect([plain.jobSeconds, plain.stageSeconds('drape'), plain.stageSeconds('views')]).toEqual([
    300, 180, 180,
  ]);
  const neural = limitsFor({ needs: 'cuda' }, LIMITS);
  expect(neural.jobSeconds).toBeGreaterThanOrEqual(300 + 2 * 900);
  // The generator ends its tries by itself first.
  expect(neural.stageSeconds('views')).toBeGreaterThan(2 * 600);
  expect(neural.stageSeconds('drape')).toBe(180);
  expect(
    limitsFor({ needs: 'neural' }, { ...LIMITS, tries: 1 }).stageSeconds('views'),
  ).toBeLessThan(neural.stageSeconds('views'));
});

test('a host meets the needs of what it can run', () => {
  const hosted = (device: string, qualities: ('low' | 'med')[]) => ({
    id: 'triposr' as const,
    licence: 'MIT',
    commercialUse: true,
    qualities,
    device,
    reason: null,
  });
  expect(needsMet(['cpu'], [])).toEqual(['cpu']);
  expect(needsMet(['cpu'], [hosted('cuda', [])])).toEqual(['cpu']);
  expect(needsMet(['cpu'], [hosted('sidecar', ['low'])])).toEqual(['cpu', 'neural']);
  expect(needsMet(['cpu'], [hosted('cuda', ['med'])])).toEqual(['cpu', 'neural', 'cuda']);
  expect(needsMet(['cuda'], [])).toEqual(['cuda']);
});
