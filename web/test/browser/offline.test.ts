import { expect, test } from 'vitest';
import { choosePhoto, openApp, resultAfter, viewerIsReady } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop, type Rgb, shareOfColour, viewerPicture } from './support/pictures.ts';

const GREEN: Rgb = [40, 150, 70];
const LEAST_CLOTH = 0.03;

const room = fittingRoomTest();

test('after the first visit the whole job works with the server stopped', async () => {
  const { page } = room.browser;
  await openApp(page, room.server.url);
  // Everything is kept before the service worker calls itself ready.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const runtimes = await page.evaluate(async () => {
    const kept = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = (await Promise.all(kept.map((cache) => cache.keys()))).flat();
    return requests.filter(({ url }) => /ort-[^/]*[.]wasm/.test(url)).length;
  });
  expect(runtimes, 'one build of the inference runtime is kept, and only one').toBe(1);
  await room.server.stop();

  await page.reload();
  await viewerIsReady(page);
  expect(await page.evaluate(() => crossOriginIsolated), 'threads need isolation').toBe(true);
  await choosePhoto(page, await drawnTop(GREEN));
  const first = await resultAfter(page, null);
  expect(shareOfColour(await viewerPicture(page), GREEN)).toBeGreaterThan(LEAST_CLOTH);
  await page.click('[data-body="slim"]');
  await resultAfter(page, first.id);

  await page.reload();
  await viewerIsReady(page);
  await page.locator('[aria-label^="Show:"]').first().click();
  await resultAfter(page, null);
});

test('the server is offered when it answers, and not when it does not', async () => {
  const { page } = room.browser;
  const onServer = page.getByRole('radio', { name: 'On the server' });
  await page.reload();
  await viewerIsReady(page);
  await expect.poll(() => onServer.isDisabled()).toBe(true);
  await room.server.start();
  await page.reload();
  await viewerIsReady(page);
  await expect.poll(() => onServer.isEnabled()).toBe(true);
});
