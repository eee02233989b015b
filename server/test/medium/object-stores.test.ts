import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { PATHS } from '../../src/config/paths.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { createJobEvents } from '../../src/jobs/job-events.ts';
import { createLogger } from '../../src/log/logger.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import type { LinkSigner } from '../../src/objects/link-signer.ts';
import type { ObjectStore } from '../../src/objects/object-store.ts';
import { openObjects } from '../../src/objects/open-objects.ts';
import { createS3Store } from '../../src/objects/s3-store.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';
import { temporaryFolder } from './api-harness.ts';

const WINDOW_S = 600;
const MEGABYTE = 1024 * 1024;

interface Place {
  readonly store: ObjectStore;
  readonly signer: LinkSigner;
  /** Follows a link as a client does. */
  visit(link: string, headers?: Record<string, string>): Promise<Response>;
}

/** Variables for a bucket of the test's own on the shared S3 server. */
async function s3Environment(): Promise<Record<string, string>> {
  const { endpoint, region, accessKeyId, secretAccessKey } = await sharedService('s3');
  return {
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_BUCKET: `test-${randomUUID()}`,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

async function openPlace(
  environment: Record<string, string>,
  now: () => number = Date.now,
): Promise<Place> {
  const folder = temporaryFolder();
  const settings = readSettings({ FITROOM_LINK_WINDOW_S: String(WINDOW_S), ...environment });
  const { store, signer, close } = await openObjects(settings, folder, now);
  const database = openSqlite(`${folder}/fitroom.sqlite`, join(PATHS.migrations, 'sqlite'));
  onTestFinished(async () => {
    close();
    await database.close();
  });
  const app = createApp({
    settings,
    database,
    store,
    signer,
    generators: { list: async () => [] },
    workerId: 'here',
    jobs: { added() {}, async garmentEnded() {}, async cancel() {} },
    events: createJobEvents(),
    forecast: { etaSeconds: async () => null },
    transport: null,
    logger: createLogger('silent', false),
    metrics: createMetrics(),
    now,
    appFolder: folder,
  });
  return {
    store,
    signer,
    async visit(link, headers = {}) {
      return link.startsWith('/') ? app.request(link, { headers }) : fetch(link, { headers });
    },
  };
}

const STORES = [
  { name: 'a folder', isHere: true, environment: async () => ({}) },
  { name: 'S3', isHere: isInstalled('s3'), environment: s3Environment },
  {
    name: 'S3 behind the server',
    isHere: isInstalled('s3'),
    environment: async () => ({ ...(await s3Environment()), S3_LINKS: 'server' }),
  },
];

const bytesOf = async (stream: ReadableStream | null | undefined) =>
  new Uint8Array(await new Response(stream).arrayBuffer());

async function keysBelow(store: ObjectStore, folder: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(folder)) keys.push(key);
  return keys.sort();
}

describe.each(STORES)('files in $name', ({ isHere, environment }) => {
  const start = async (now?: () => number) => openPlace(await environment(), now);

  test.skipIf(!isHere)('an object comes back whole, and what is not there is null', async () => {
    const { store } = await start();
    const bytes = Uint8Array.of(1, 2, 3);
    expect(await store.read('clothes/a/original.jpg')).toBeNull();
    expect(await store.get('clothes/a/original.jpg')).toBeNull();
    await store.put('clothes/a/original.jpg', bytes);
    expect(await store.read('clothes/a/original.jpg')).toEqual(bytes);
    expect(await store.has('clothes/a/original.jpg')).toBe(true);
    expect(await store.has('clothes/a')).toBe(false);
    expect(await store.get('clothes/a')).toBeNull();
    const object = await store.get('clothes/a/original.jpg');
    expect(object?.size).toBe(3);
    expect(await bytesOf(await object?.open())).toEqual(bytes);
    await store.remove('clothes/a/original.jpg');
    expect(await object?.open()).toBeNull();
    await store.remove('clothes/a/original.jpg');
    expect(await store.read('clothes/a/original.jpg')).toBeNull();
    await store.put('empty.json', new Uint8Array(0));
    expect((await store.get('empty.json'))?.size).toBe(0);
    expect(await store.read('empty.json')).toEqual(new Uint8Array(0));
  });

  test.skipIf(!isHere)('a large object is stored in parts and read in ranges', async () => {
    const { store, signer, visit } = await start();
    const bytes = new Uint8Array(randomBytes(17 * MEGABYTE + 5));
    const key = 'sessions/b/fitted.glb';
    await store.put(key, bytes);
    const object = await store.get(key);
    expect(object?.size).toBe(bytes.length);
    expect(Buffer.compare((await store.read(key)) ?? new Uint8Array(), bytes)).toBe(0);
    // Over the border between two parts.
    const range = { first: 8 * MEGABYTE - 10, last: 8 * MEGABYTE + 9 };
    expect(await bytesOf(await object?.open(range))).toEqual(
      bytes.subarray(range.first, range.last + 1),
    );
    const end = await visit(signer.sign(key), { Range: 'bytes=-7' });
    expect([end.status, end.headers.get('content-range')]).toEqual([
      206,
      `bytes ${bytes.length - 7}-${bytes.length - 1}/${bytes.length}`,
    ]);
    expect(await bytesOf(end.body)).toEqual(bytes.subarray(-7));
    const beyond = await visit(signer.sign(key), { Range: `bytes=${bytes.length}-` });
    expect(beyond.status).toBe(416);
    await beyond.arrayBuffer();
  });

  test.skipIf(!isHere)('a folder is removed with all below it and nothing beside it', async () => {
    const { store } = await start();
    const keys = ['a/1.glb', 'a/b/2.glb', 'a/b/c/3.glb', 'ab/4.glb', 'a.glb'];
    const begun = Date.now();
    for (const [index, key] of keys.entries()) await store.put(key, new Uint8Array(index));
    expect(await keysBelow(store, '')).toEqual(keys.toSorted());
    expect(await keysBelow(store, 'a/')).toEqual(['a/1.glb', 'a/b/2.glb', 'a/b/c/3.glb']);
    expect(await keysBelow(store, 'none/')).toEqual([]);
    for await (const { key, size, modifiedAt } of store.list('a/b/c/')) {
      expect([key, size]).toEqual(['a/b/c/3.glb', 2]);
      expect(Math.abs(modifiedAt.getTime() - begun)).toBeLessThan(60_000);
    }
    await store.remove('a/');
    await store.remove('a/');
    expect(await keysBelow(store, '')).toEqual(['a.glb', 'ab/4.glb']);
  });

  test.skipIf(!isHere)(
    'a link opens its object, with its type, for caches of one client',
    async () => {
      const { store, signer, visit } = await start();
      await store.put('clothes/a/thumb.webp', Uint8Array.of(9));
      const link = signer.sign('clothes/a/thumb.webp');
      expect(signer.sign('clothes/a/thumb.webp')).toBe(link);
      const response = await visit(link);
      expect(response.status).toBe(200);
      expect(await bytesOf(response.body)).toEqual(Uint8Array.of(9));
      expect(response.headers.get('content-type')).toBe('image/webp');
      expect(response.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
      const etag = response.headers.get('etag') ?? '';
      expect(etag).not.toBe('');
      expect((await visit(link, { 'If-None-Match': etag })).status).toBe(304);
      await store.remove('clothes/a/thumb.webp');
      expect((await visit(link)).status).toBe(404);
    },
  );

  test.skipIf(!isHere)('a link that expired, was changed or made up opens nothing', async () => {
    const clock = { ms: Date.now() };
    const { store, signer, visit } = await start(() => clock.ms);
    await store.put('clothes/a/thumb.webp', Uint8Array.of(1));
    await store.put('clothes/b/thumb.webp', Uint8Array.of(2));
    const link = signer.sign('clothes/a/thumb.webp');
    expect((await visit(link)).status).toBe(200);
    for (const changed of [
      link.replace('/a/', '/b/'),
      link.replace(
        /signature=./i,
        (found) => `${found.slice(0, -1)}${found.endsWith('0') ? '1' : '0'}`,
      ),
      link.replace(/(?<=expires=)\d+/i, (seconds) => String(Number(seconds) + 1)),
      link.split('?')[0] ?? '',
    ]) {
      expect(changed).not.toBe(link);
      // Without a signature Swift takes the request for one of its own protocol.
      expect([400, 403], changed).toContain((await visit(changed)).status);
    }
    // An S3 server has its own clock: a link is asked for that was made long ago.
    clock.ms -= 3 * WINDOW_S * 1000;
    const old = signer.sign('clothes/a/thumb.webp');
    clock.ms += 3 * WINDOW_S * 1000;
    expect((await visit(old)).status).toBe(403);
  });

  test.skipIf(!isHere)('keys that are not plain are refused before anything is asked', async () => {
    const { store } = await start();
    for (const key of [
      '../a',
      'a/../../b',
      '/etc/passwd',
      'a//b',
      '',
      'a/.hidden',
      'a\\b',
      'a\0b',
    ]) {
      await expect(store.put(key, Uint8Array.of(1)), key).rejects.toThrow('Not a key');
      await expect(store.read(key), key).rejects.toThrow('Not a key');
      await expect(store.get(key), key).rejects.toThrow('Not a key');
      await expect(store.remove(key), key).rejects.toThrow('Not a key');
      if (key !== '') expect(() => store.list(`${key}/`), key).toThrow('Not a key');
    }
    await expect(store.remove('/')).rejects.toThrow('Not a key');
  });

  test.skipIf(!isHere)('writers at the same time leave whole objects', async () => {
    const { store } = await start();
    const contents = Array.from({ length: 12 }, (_, i) => new Uint8Array(50_000).fill(i));
    await Promise.all(
      contents.flatMap((bytes, i) => [
        store.put('one.glb', bytes),
        store.put(`each/${i}.glb`, bytes),
      ]),
    );
    const last = (await store.read('one.glb')) ?? new Uint8Array();
    expect(last.length).toBe(50_000);
    expect(new Set(last).size).toBe(1);
    for (const [i, bytes] of contents.entries()) {
      expect(await store.read(`each/${i}.glb`)).toEqual(bytes);
    }
    expect((await keysBelow(store, '')).length).toBe(13);
  });
});

describe.skipIf(!isInstalled('s3'))('S3', () => {
  const placeOf = (environment: Record<string, string>) => ({
    place: {
      endpoint: environment.S3_ENDPOINT,
      region: environment.S3_REGION ?? '',
      bucket: environment.S3_BUCKET ?? '',
      isPathStyle: true,
      publicAddress: `${environment.S3_ENDPOINT}/${environment.S3_BUCKET}`,
    },
    cacheControl: 'private',
    keys: {
      accessKeyId: environment.S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.S3_SECRET_ACCESS_KEY ?? '',
    },
  });

  test('folders larger than a page are listed and removed whole', async () => {
    const store = createS3Store({ ...placeOf(await s3Environment()), pageObjects: 3 });
    onTestFinished(() => store.close());
    await store.prepare();
    await store.prepare();
    const keys = Array.from({ length: 10 }, (_, i) => `clothes/${i}.glb`);
    await Promise.all(keys.map((key) => store.put(key, Uint8Array.of(1))));
    await store.put('clothes.json', Uint8Array.of(1));
    expect(await keysBelow(store, 'clothes/')).toEqual(keys);
    await store.remove('clothes/');
    expect(await keysBelow(store, '')).toEqual(['clothes.json']);
  });

  test('wrong keys and a foreign bucket are denied, in words for the operator', async () => {
    const environment = await s3Environment();
    const wrong = { ...environment, S3_SECRET_ACCESS_KEY: 'wrong' };
    await expect(openPlace(wrong)).rejects.toMatchObject({ code: 'storage-denied' });
    const store = createS3Store(placeOf(environment));
    onTestFinished(() => store.close());
    // Nobody has made the bucket.
    await expect(store.put('a.glb', Uint8Array.of(1))).rejects.toMatchObject({
      code: 'storage-denied',
    });
    await expect(openPlace({ ...environment, S3_SECRET_ACCESS_KEY: '' })).rejects.toThrow(
      /S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY/,
    );
  });

  test('a server that is not there is unreachable, with advice when to try again', async () => {
    const store = createS3Store(
      placeOf({ ...(await s3Environment()), S3_ENDPOINT: 'http://127.0.0.1:9' }),
    );
    onTestFinished(() => store.close());
    for (const call of [
      () => store.put('a.glb', Uint8Array.of(1)),
      () => store.read('a.glb'),
      () => store.has('a.glb'),
      () => keysBelow(store, ''),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'storage-unreachable',
        retryAfterSeconds: 10,
      });
    }
  });
});
