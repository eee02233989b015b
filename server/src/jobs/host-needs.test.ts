import { expect, test } from 'vitest';
import type { HostedGenerator } from '../records/schema/stored-values.ts';
import { needsMet } from './host-needs.ts';

const hosted = (change: Partial<HostedGenerator>): HostedGenerator => ({
  id: 'triposr',
  licence: 'MIT',
  commercialUse: true,
  qualities: [],
  device: 'cpu',
  reason: 'Its weights are missing.',
  ...change,
});

test('a host takes jobs of networks where one can run', () => {
  expect(needsMet(['cpu'], [hosted({})])).toEqual(['cpu']);
  expect(needsMet(['cpu'], [hosted({ qualities: ['low'], reason: null })])).toEqual([
    'cpu',
    'neural',
  ]);
});

test('jobs in line are told what a job before them failed of, rather than left waiting', () => {
  expect(needsMet(['cpu'], [hosted({ failsJobs: true, device: 'cuda' })])).toEqual([
    'cpu',
    'neural',
    'cuda',
  ]);
});
