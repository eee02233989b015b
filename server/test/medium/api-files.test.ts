import { expect, test } from 'vitest';
import { handRunner, plainPhoto, startHarness } from './api-harness.ts';

const WINDOW_S = 3600;

async function start() {
  const clock = { ms: 1_800_000_000_000 };
  const harness = await startHarness({
    createRunner: handRunner().createRunner,
    now: () => clock.ms,
  });
  const photo = await plainPhoto();
  const { cloth_id, image_url } = await harness.upload(photo);
  return { clock, harness, photo, cloth_id, link: new URL(image_url) };
}

const codeOf = async (response: Response) => {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
};

test('a link gives the file with headers for caches and other origins', async () => {
  const { link, photo } = await start();
  const response = await fetch(link);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(photo.length),
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable$/),
  });
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(photo);

  const etag = response.headers.get('etag') ?? '';
  const again = await fetch(link, { headers: { 'If-None-Match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const head = await fetch(link, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(photo.length)]);
});

test('a link stays the same within its window, and stops working after the next', async () => {
  const { clock, harness, cloth_id, link } = await start();
  clock.ms += 60_000;
  const { image_url } = await harness.client.getCloth(cloth_id);
  expect(image_url).toBe(link.href);
  clock.ms += 2 * WINDOW_S * 1000;
  expect(await codeOf(await fetch(link))).toEqual([403, 'link-expired']);
  const fresh = await harness.client.getCloth(cloth_id);
  expect((await fetch(String(fresh.image_url))).status).toBe(200);
});

test('a link opens nothing else, and cannot be changed', async () => {
  const { harness, link } = await start();
  const { image_url } = await harness.upload(await plainPhoto(100, 100));
  const other = new URL(link);
  other.pathname = new URL(image_url).pathname;
  const longer = new URL(link);
  longer.searchParams.set('expires', String(Number(link.searchParams.get('expires')) + 1));
  const forged = new URL(link);
  forged.searchParams.set('signature', 'A'.repeat(43));
  const bare = new URL(link.pathname, link);
  for (const url of [other, longer, forged, bare]) {
    expect(await codeOf(await fetch(url))).toEqual([403, 'link-invalid']);
  }
});

test.each([
  '/files/../signing-key',
  '/files/%2e%2e/signing-key',
  '/files/..%2fsigning-key',
  '/files/clothes/..%5c..%5csigning-key',
  '/files//etc/passwd',
  '/files/%00',
])('%s leads out of nowhere', async (path) => {
  const { harness, link } = await start();
  const response = await harness.send(`${path}${link.search}`);
  expect([403, 404]).toContain(response.status);
  expect(await response.text()).not.toMatch(/[0-9a-f]{64}|root:/);
});

test('the presets are listed with links that work, and a second start changes none of them', async () => {
  const { harness } = await start();
  const presets = await harness.client.listAvatarPresets();
  expect(presets.map((preset) => preset.id)).toEqual(['slim', 'regular', 'curvy']);
  for (const preset of presets) {
    expect(preset.height_cm).toBeGreaterThan(140);
    const glb = await harness.client.fetchBytes(preset.gltf_url);
    expect(String.fromCharCode(...glb.subarray(0, 4))).toBe('glTF');
    const thumbnail = await fetch(preset.thumbnail_url);
    expect(thumbnail.headers.get('content-type')).toMatch(/^image\//);
  }
  await harness.stop();
  const again = await startHarness({
    createRunner: handRunner().createRunner,
    dataFolder: harness.dataFolder,
    now: () => 1_800_000_000_000,
  });
  const path = (url: string) => new URL(url).pathname + new URL(url).search;
  expect((await again.client.listAvatarPresets()).map((p) => path(p.gltf_url))).toEqual(
    presets.map((p) => path(p.gltf_url)),
  );
});

test('links carry the address that clients see', async () => {
  const harness = await startHarness({
    createRunner: handRunner().createRunner,
    environment: { FITROOM_PUBLIC_URL: 'https://fit.example/' },
  });
  const { image_url } = await harness.upload(await plainPhoto());
  expect(image_url).toMatch(/^https:\/\/fit\.example\/files\//);
});

test('a part of a file is given when asked for, and its version is the condition', async () => {
  const { link, photo } = await start();
  const ask = (headers: Record<string, string>) => fetch(link, { headers });
  const whole = await ask({});
  const etag = whole.headers.get('etag') ?? '';
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  const part = await ask({ Range: 'bytes=10-19', 'If-Range': etag });
  expect([part.status, part.headers.get('content-range')]).toEqual([
    206,
    `bytes 10-19/${photo.length}`,
  ]);
  expect(part.headers.get('content-length')).toBe('10');
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(photo.subarray(10, 20));
  const other = await ask({ Range: 'bytes=10-19', 'If-Range': '"other"' });
  expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, photo.length]);
  const beyond = await ask({ Range: `bytes=${photo.length}-` });
  expect(beyond.headers.get('content-range')).toBe(`bytes */${photo.length}`);
  expect(beyond.headers.get('etag')).toBeNull();
  expect(await codeOf(beyond)).toEqual([416, 'range-not-satisfiable']);
  const known = await ask({ 'If-None-Match': `"other", W/${etag}`, Range: 'bytes=0-0' });
  expect(known.status).toBe(304);
});
