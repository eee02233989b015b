import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
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

  it('drops what was not read for longest when it grows too large, at the latest an eighth above', async () => {
    const small = join(folder, 'small');
    const cache = createDiskCache(small, 800);
    for (let i = 0; i < 8; i++) await cache.put(`old-${i}`, new Uint8Array(100));
    const past = new Date(Date.now() - 60_000);
    for (let i = 0; i < 8; i++) await utimes(join(small, `old-${i}`), past, past);
    expect(await cache.get('old-3')).toHaveLength(100);
    await cache.put('new-a', new Uint8Array(90));
    await cache.put('new-b', new Uint8Array(90));
    const left = await readdir(small);
    expect(left).toEqual(expect.arrayContaining(['new-a', 'new-b', 'old-3']));
    expect(left.length).toBeLessThanOrEqual(9);
    // Another process looks at once.
    await createDiskCache(small, 300).put('new-c', new Uint8Array(90));
    expect(await readdir(small)).toHaveLength(3);
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
