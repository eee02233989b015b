import { afterEach, expect, test, vi } from 'vitest';
import type { Settings, SettingsStore } from '../storage/settings.ts';
import { readRuntimeConfig } from './runtime-config.ts';

function settingsWith(kept: Partial<Settings>): SettingsStore & { kept: Partial<Settings> } {
  return {
    kept,
    get: async (key) => kept[key],
    async set(key, value) {
      kept[key] = value;
    },
  };
}

const answer = (text: string, status = 200) =>
  vi.stubGlobal('fetch', async () => new Response(text, { status }));

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['{ "apiBase": "https://api.example" }', 'https://api.example'],
  ['{ "apiBase": "https://api.example/fit//" }', 'https://api.example/fit'],
  ['{ "apiBase": "/fit" }', '/fit'],
  ['{ "apiBase": "" }', ''],
])('%s', async (text, apiBase) => {
  answer(text);
  const settings = settingsWith({ apiBase: 'https://old.example' });
  expect(await readRuntimeConfig(settings)).toEqual({ apiBase });
  expect(settings.kept.apiBase).toBe(apiBase);
});

test.each([
  ['a page in its place', '<!doctype html>'],
  ['no address', '{ "apiBase": 7 }'],
  ['an address that is none', '{ "apiBase": "javascript:alert(1)" }'],
  ['an address of another origin without its scheme', '{ "apiBase": "//evil.example" }'],
  ['a list', '[]'],
])('%s: the address of the last visit stays', async (_title, text) => {
  answer(text);
  const settings = settingsWith({ apiBase: 'https://old.example' });
  expect(await readRuntimeConfig(settings)).toEqual({ apiBase: 'https://old.example' });
});

test('offline, and without the file: the last visit, else the own origin', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('offline');
  });
  expect(await readRuntimeConfig(settingsWith({ apiBase: 'https://a.example' }))).toEqual({
    apiBase: 'https://a.example',
  });
  expect(await readRuntimeConfig(settingsWith({}))).toEqual({ apiBase: '' });
  answer('gone', 404);
  expect(await readRuntimeConfig(settingsWith({}))).toEqual({ apiBase: '' });
});
