import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from './support/browser.ts';
import { openApp, viewerIsReady } from './support/fitting-room.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { type StaticHost, startStaticHost } from './support/static-host.ts';

let host: StaticHost;
let api: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  host = await startStaticHost();
  api = await startTestServer({ FITROOM_CORS_ORIGINS: host.url });
  host.pointTo(api.url);
  browser = await openBrowser({ hasWebGl: false });
});

afterAll(async () => {
  await browser?.close();
  await api?.dispose();
  await host?.stop();
});

test('the app on another origin finds its API, loads files from there, and works offline afterwards', async () => {
  const { page, errors } = browser;
  await openApp(page, host.url);
  const onServer = page.getByRole('radio', { name: 'On the server' });
  await expect.poll(() => onServer.isEnabled()).toBe(true);
  // What the app does with a result: bytes by fetch, pictures as elements; all in an isolated page.
  const loaded = await page.evaluate(async (apiUrl) => {
    const presets = (await (await fetch(`${apiUrl}/avatar-presets`)).json()) as {
      gltf_url: string;
      thumbnail_url: string;
    }[];
    const [preset] = presets;
    const glb = await (await fetch(preset?.gltf_url ?? '')).arrayBuffer();
    const picture = new Image();
    picture.src = preset?.thumbnail_url ?? '';
    await picture.decode();
    return {
      isIsolated: crossOriginIsolated,
      magic: String.fromCharCode(...new Uint8Array(glb, 0, 4)),
      width: picture.naturalWidth,
    };
  }, api.url);
  expect(loaded).toEqual({ isIsolated: true, magic: 'glTF', width: expect.any(Number) });
  expect(loaded.width).toBeGreaterThan(0);
  const blocked = await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI));
        fetch('https://stranger.example/').catch(() => undefined);
      }),
  );
  expect(blocked).toBe('https://stranger.example/');
  expect(errors.filter((text) => !text.includes('stranger.example'))).toEqual([]);

  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await host.stop();
  await page.reload();
  await viewerIsReady(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // The address is remembered: the API is still there, though the CDN is not.
  await expect.poll(() => onServer.isEnabled()).toBe(true);
});
