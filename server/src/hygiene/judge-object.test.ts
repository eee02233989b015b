import { expect, test } from 'vitest';
import { judgeObject } from './judge-object.ts';
import { placeOf } from './object-class.ts';

const HOUR_MS = 3_600_000;
const NOW = 1_800_000_000_000;
const AGES = { now: NOW, orphanMs: 24 * HOUR_MS, intermediateMs: 100 * HOUR_MS };
const MADE = 'clothes/c/g/job-1/';

const row = (more: { isExpired?: boolean; isOpen?: boolean } = {}) => ({
  isExpired: false,
  isOpen: false,
  keys: new Set([`${MADE}garment.glb`, `${MADE}thumb.webp`, 'clothes/c/original.jpg']),
  ...more,
});
const judge = (key: string, hours: number, owner?: ReturnType<typeof row>) =>
  judgeObject({ key, size: 1, modifiedAt: new Date(NOW - hours * HOUR_MS) }, owner, AGES);

test.each([
  ['clothes/c/original.jpg', 'original', 'clothes', 'c'],
  ['clothes/c/original-back.webp', 'original', 'clothes', 'c'],
  ['clothes/c/g/job-1/garment.glb', 'result', 'clothes3d', 'g'],
  ['clothes/c/g/job-1/thumb.webp', 'thumbnail', 'clothes3d', 'g'],
  ['clothes/c/g/job-1/intermediate/views/3.png', 'intermediate', 'clothes3d', 'g'],
  ['sessions/s/job-2/fitted.glb', 'result', 'sessions', 's'],
  [
    'sessions/s/job-2/fitted.glb.7f3c9a52-6a1e-4d0b-9b57-0123456789ab.part',
    'result',
    'sessions',
    's',
  ],
])('%s is an %s of %s %s', (key, objectClass, owner, ownerId) => {
  expect(placeOf(key)).toMatchObject({ objectClass, owner, ownerId });
});

test.each(['presets/slim/avatar.glb', 'readiness-probe', 'clothes/c/notes.txt', 'backup/a.tar'])(
  '%s is none of ours, however old',
  (key) => {
    expect(placeOf(key)).toBeNull();
    expect(judge(key, 9999)).toBeNull();
  },
);

test('what no row names goes when it is older than any job', () => {
  expect(judge('clothes/x/original.jpg', 25)).toBe('orphan');
  expect(judge('clothes/x/original.jpg', 23)).toBeNull();
  expect(judge('clothes/c/g/job-0/garment.glb', 25, row())).toBe('orphan');
  expect(judge('clothes/c/g/job-0/thumb.webp', 25, row())).toBe('orphan');
  // While the job is open it may still become its result.
  expect(judge('clothes/c/g/job-2/garment.glb', 25, row({ isOpen: true }))).toBeNull();
  const part = `${MADE}garment.glb.7f3c9a52-6a1e-4d0b-9b57-0123456789ab.part`;
  expect(judge(part, 25, row())).toBe('orphan');
  expect(judge(part, 1, row())).toBeNull();
});

test('of an expired row everything goes but the picture', () => {
  expect(judge(`${MADE}garment.glb`, 1, row())).toBeNull();
  expect(judge(`${MADE}garment.glb`, 1, row({ isExpired: true }))).toBe('expired');
  expect(judge('clothes/c/original.jpg', 1, row({ isExpired: true }))).toBe('expired');
  expect(judge(`${MADE}thumb.webp`, 9999, row({ isExpired: true }))).toBeNull();
});

test('what a job keeps for others goes by its own age', () => {
  const key = `${MADE}intermediate/matte.png`;
  expect(judge(key, 99, row())).toBeNull();
  expect(judge(key, 101, row())).toBe('expired');
  expect(judge('clothes/c/g/job-0/intermediate/matte.png', 25, row())).toBe('orphan');
});
