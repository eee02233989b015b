import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './page-cursor.ts';

const PLACE = {
  createdAt: new Date('2026-03-01T12:00:00.250Z'),
  id: '7f3c9a52-6a1e-4d0b-9b57-000000000001',
};
const CURSOR = writeCursor(PLACE);
const encoded = (text: string) => Buffer.from(text).toString('base64url');

test('a cursor leads back to its place, and fits into an address as it is', () => {
  expect(readCursor(CURSOR)).toEqual(PLACE);
  expect(encodeURIComponent(CURSOR)).toBe(CURSOR);
  const message = { ...PLACE, id: `msg_${'0a'.repeat(16)}` };
  expect(readCursor(writeCursor(message))).toEqual(message);
});

test.each([
  '',
  'none',
  `${CURSOR}=`,
  `${CURSOR}A`,
  CURSOR.slice(0, -4),
  `!${CURSOR}`,
  encoded(PLACE.id),
  encoded(`-1.${PLACE.id}`),
  encoded(`00.${PLACE.id}`),
  encoded(`999999999999999.${PLACE.id}`),
  encoded(`1.${PLACE.id}' or 1=1`),
  encoded('1.none'),
])('%s is none', (cursor) => {
  expect(readCursor(cursor)).toBeNull();
});
