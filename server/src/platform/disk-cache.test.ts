import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheFolder, createDiskCache } from './disk-cache.ts';

describe('createDiskCache', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fitroom-cache-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives back what was put, also to another cache on the folder', async () => {
    const bytes = Uint8Array.from([1, 2, 3]);
    await createDiskCache(join(folder, 'new')).put('a.field-1', bytes);
    expect(await createDiskCache(join(folder, 'new')).get('a.field-1')).toEqual(bytes);
    expect(await readdir(join(folder, 'new'))).toEqual(['a.field-1']);
  });

  it('answers null for what it does not hold', async () => {
    expect(await createDiskCache(folder).get('nothing')).toBeNull();
  });

  it('does without when the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const cache = createDiskCache(join(folder, 'file', 'below'));
    await cache.put('a', Uint8Array.from([1]));
    expect(await cache.get('a')).toBeNull();
  });

  it('lets no key leave the folder', async () => {
    const cache = createDiskCache(folder);
    await expect(cache.put('../outside', new Uint8Array(1))).rejects.toThrow('Not a cache key');
    await expect(cache.get('a/b')).rejects.toThrow('Not a cache key');
  });
});

it('puts the cache where FITROOM_CACHE says', () => {
  expect(cacheFolder({ FITROOM_CACHE: '/somewhere' })).toBe('/somewhere');
  expect(cacheFolder({ XDG_CACHE_HOME: '/caches' })).toMatch(/fitroom/);
});
