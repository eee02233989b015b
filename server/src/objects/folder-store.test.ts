import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolderStore } from './folder-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitroom-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an object comes back whole, as bytes and as a stream, and leaves no unfinished file', async () => {
  const store = createFolderStore(folder);
  await store.put('clothes/a/original.jpg', Uint8Array.of(1, 2, 3));
  expect(await store.read('clothes/a/original.jpg')).toEqual(Uint8Array.of(1, 2, 3));
  const object = await store.get('clothes/a/original.jpg');
  expect(object?.size).toBe(3);
  const streamed = new Uint8Array(await new Response(await object?.open()).arrayBuffer());
  expect(streamed).toEqual(Uint8Array.of(1, 2, 3));
  expect(readdirSync(join(folder, 'clothes', 'a'))).toEqual(['original.jpg']);
});

test('what is not there is null, a folder is no object, and removing twice is no fault', async () => {
  const store = createFolderStore(folder);
  await store.put('clothes/a/original.jpg', Uint8Array.of(1));
  await store.put('clothes/b/original.jpg', Uint8Array.of(2));
  expect(await store.get('clothes')).toBeNull();
  expect(await store.read('clothes/none.jpg')).toBeNull();
  await store.remove('clothes/a/');
  await store.remove('clothes/a/');
  expect(await store.has('clothes/a/original.jpg')).toBe(false);
  expect(await store.has('clothes/b/original.jpg')).toBe(true);
});

test.each(['../a', 'a/../../b', '/etc/passwd', 'a//b', '', 'a/.hidden', 'a\\b', 'a\0b'])(
  'the key %j is refused',
  async (key) => {
    const store = createFolderStore(folder);
    await expect(store.put(key, Uint8Array.of(1))).rejects.toThrow('Not a key');
    await expect(store.read(key)).rejects.toThrow('Not a key');
    await expect(store.remove(key)).rejects.toThrow('Not a key');
  },
);
