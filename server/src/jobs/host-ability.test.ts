import { expect, test } from 'vitest';
import type { HostedGenerator } from '../records/schema/stored-values.ts';
import { HostAbility, neuralWork } from './host-ability.ts';

const hosted = (change: Partial<HostedGenerator>): HostedGenerator => ({
  id: 'triposr',
  licence: 'MIT',
  commercialUse: true,
  qualities: ['low', 'med'],
  device: 'cpu',
  reason: null,
  ...change,
});
const WHOLE = hosted({});
const DAMAGED = hosted({ qualities: [], failsJobs: true });
const MISSING = hosted({ qualities: [] });
const OTHER_KIND = hosted({ id: 'pifuhd' });
const WORK = neuralWork('neural', 'triposr', 'low');
const host = (generator: HostedGenerator) => ({
  capabilities: ['cpu'] as const,
  generators: [generator],
});

function leavesIt(own: readonly HostedGenerator[], others: ReturnType<typeof host>[] = []) {
  const ability = new HostAbility(['cpu'], false);
  ability.see(own, others);
  return ability.leaves(0).includes(WORK);
}

test('a host takes what it makes, and leaves what it lacks to others', () => {
  expect(leavesIt([WHOLE])).toBe(false);
  // It runs other networks: without a look at which, the job would come here and fail.
  expect(leavesIt([OTHER_KIND])).toBe(true);
  expect(leavesIt([OTHER_KIND, MISSING])).toBe(true);
});

test('a host whose weights are damaged takes jobs only to tell why, where nobody else can run them', () => {
  expect(leavesIt([DAMAGED])).toBe(false);
  expect(leavesIt([DAMAGED], [host(OTHER_KIND), host(DAMAGED)])).toBe(false);
  expect(leavesIt([DAMAGED], [host(WHOLE)])).toBe(true);
  expect(leavesIt([DAMAGED], [host(hosted({ qualities: ['med'] }))])).toBe(false);
});

test('a host without a GPU does not stand for one that a job asks for', () => {
  const ability = new HostAbility(['cpu'], false);
  ability.see([{ ...DAMAGED, device: 'cuda' }], [host(WHOLE)]);
  const onGpu = neuralWork('cuda', 'triposr', 'low');
  expect(ability.leaves(0)).not.toContain(onGpu);
  expect(ability.isMadeElsewhere('cuda', 'triposr', 'low')).toBe(false);
  ability.see([DAMAGED], [host({ ...WHOLE, device: 'cuda' })]);
  expect(ability.leaves(0)).toContain(onGpu);
});

test('what has just failed here is left alone until looking shows it', () => {
  const ability = new HostAbility(['cpu'], false);
  ability.see([WHOLE], []);
  ability.bar('triposr', 'low', 100);
  expect(ability.leaves(99)).toContain(WORK);
  expect(ability.leaves(99)).not.toContain(neuralWork('neural', 'triposr', 'med'));
  expect(ability.leaves(100)).not.toContain(WORK);
});

test('a host that is alone takes every job: there is nobody to wait for', () => {
  const alone = new HostAbility(['cpu'], true);
  alone.see([MISSING], []);
  expect([alone.needs(), alone.leaves(0)]).toEqual([['cpu', 'neural', 'cuda'], []]);
  const shared = new HostAbility(['cpu'], false);
  shared.see([MISSING], []);
  expect(shared.needs()).toEqual(['cpu']);
});
