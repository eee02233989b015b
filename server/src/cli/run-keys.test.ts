import { expect, test } from 'vitest';
import { parseKeysCommand, runKeys } from './run-keys.ts';

test('a key is wished for in words', () => {
  const words =
    'create --tenant shop --user ann --scopes read --requests-per-minute 60 --jobs-per-day 9';
  expect(parseKeysCommand(words.split(' '))).toEqual({
    name: 'create',
    wish: {
      tenant: 'shop',
      name: '',
      userId: 'ann',
      scopes: ['read'],
      requestsPerMinute: 60,
      jobsPerDay: 9,
    },
  });
  const plain = parseKeysCommand(['create', '--tenant', 'shop']);
  expect(plain).toMatchObject({
    wish: { userId: null, scopes: ['read', 'write'], requestsPerMinute: null, jobsPerDay: null },
  });
});

test.each([
  ['create', /--tenant/],
  ['create --tenant shop --scopes read,admin', /--scopes/],
  ['create --tenant shop --scopes=', /--scopes/],
  ['create --tenant shop --jobs-per-day 0', /--jobs-per-day/],
  ['create --tenant shop --requests-per-minute 1e3', /--requests-per-minute/],
  ['create --tenant shop --colour red', /--colour/],
  ['revoke', /id/],
  ['destroy', /create, list and revoke/],
  ['list a b', /Too many/],
])('keys %s is refused in words', async (words, sentence) => {
  expect(() => parseKeysCommand(words.split(' '))).toThrow(sentence);
  const remarks: string[] = [];
  const output = { result: () => {}, remark: (text: string) => remarks.push(text) };
  expect(await runKeys(words.split(' '), {}, output)).toBe(2);
  expect(remarks.join('')).toMatch(sentence);
});
