import { expect, test } from 'vitest';
import {
  type JsonText,
  readJson,
  writeJson,
  writeJsonArray,
  writeJsonFields,
  writeJsonWith,
} from './json-text.ts';

const report = { valid: true, 'a "name"': [1, null, { ö: 'ü' }] };

test('what is put together reads, byte by byte, like what is written at once', () => {
  const state = { id: 'a', log: 'one\n"two"' };
  const more = { report: writeJson(report), outfit_report: writeJson(null) };
  expect(writeJsonWith(state, more)).toBe(
    JSON.stringify({ ...state, report, outfit_report: null }),
  );
  const items = [writeJson(state), writeJson(state)];
  expect(writeJsonFields({ items: writeJsonArray(items), next_cursor: writeJson('c') })).toBe(
    JSON.stringify({ items: [state, state], next_cursor: 'c' }),
  );
  expect(writeJsonArray([])).toBe('[]');
});

test('a stored text is passed on as it is, and can be read', () => {
  const stored = '{"valid": true}' as JsonText<{ valid: boolean }>;
  expect(writeJsonWith({ id: 1 }, { report: stored })).toBe('{"id":1,"report":{"valid": true}}');
  expect(readJson(stored)).toEqual({ valid: true });
});
