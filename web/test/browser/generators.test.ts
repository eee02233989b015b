import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import {
  choosePhoto,
  JOB_TIMEOUT_MS,
  openApp,
  resultAfter,
  viewerIsReady,
} from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop } from './support/pictures.ts';

const TINY = join(import.meta.dirname, '..', '..', '..', 'models', 'test', 'fixtures', 'tiny');

/** An operator's folder with tiny networks in place of TripoSR's. */
const models = mkdtempSync(join(tmpdir(), 'fitroom-generators-'));
cpSync(join(TINY, 'triposr'), join(models, 'generators', 'triposr'), { recursive: true });
afterAll(() => rmSync(models, { recursive: true, force: true }));

const room = fittingRoomTest({ hasWebGl: false }, async () => undefined, {
  FITROOM_MODELS: models,
  FITROOM_DEVICE: 'cpu',
});

const card = (page: Page, generator: string) => page.locator(`[data-generator="${generator}"]`);
const consent = (page: Page) => page.locator('[data-role="consent"]');
const network = (page: Page) => {
  const posts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
  });
  return posts;
};

test('a generator of the server: asked with the very picture, cancelled, made, and worn on another body without it', async () => {
  const { page, errors } = room.browser;
  const posts = network(page);
  await openApp(page, room.server.url);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await card(page, 'triposr').click();
  expect(await card(page, 'triposr').innerText()).toMatch(/server’s processor.*MIT/s);
  expect(await page.locator('[data-missing="zero123+instantmesh"]').textContent()).toMatch(
    /fitroom -- models pull.*Non-commercial use only/s,
  );
  await choosePhoto(page, await drawnTop([40, 150, 70]));
  await consent(page).waitFor({ timeout: JOB_TIMEOUT_MS });
  expect(await consent(page).getAttribute('data-leaves')).toBe('cut-out');
  expect(await consent(page).innerText()).toContain(new URL(room.server.url).host);
  const isClear = await consent(page)
    .locator('img')
    .evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      return [...context.getImageData(0, 0, 1, 1).data].every((value) => value === 0);
    });
  expect(isClear, 'nothing of the ground is in it').toBe(true);
  expect(posts, 'nothing leaves before the answer').toEqual([]);
  await page.getByRole('button', { name: 'Send it' }).click();
  const bar = page.getByRole('progressbar');
  await bar.waitFor();
  await page.locator('[data-stage]:not([data-stage="upload"])').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('Cancelled. Nothing was kept of it.').waitFor();
  await expect.poll(() => posts.at(-1)).toMatch(/\/clothes3d\/.*\/cancel$/);

  posts.length = 0;
  await page.getByText('Quick', { exact: true }).click();
  await choosePhoto(page, await drawnTop([150, 40, 70]));
  await page.getByRole('button', { name: 'Send it' }).click({ timeout: JOB_TIMEOUT_MS });
  const first = await resultAfter(page, null);
  expect(posts).toEqual(['/clothes/upload-image', expect.stringMatching(/\/generate-3d$/)]);
  expect(await page.locator('[data-made-by]').innerText()).toMatch(/Made on the server.*MIT/s);

  await room.server.stop();
  await page.reload();
  await viewerIsReady(page);
  await page.locator('[aria-label^="Show:"]').first().click();
  await resultAfter(page, null);
  await page.click('[data-body="curvy"]');
  const second = await resultAfter(page, first.id);
  expect(second.id).not.toBe(first.id);
  expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([]);
  await room.server.start();
});

test('the same on this device: its networks are downloaded once it was agreed to, and run without a server', async () => {
  const { page, errors } = room.browser;
  const posts = network(page);
  await openApp(page, room.server.url);
  const own = page.locator('[data-role="device-model"]');
  await own.getByRole('button', { name: /^Download/ }).click();
  const dialog = page.getByRole('dialog', { name: /Download the networks/ });
  expect(await dialog.innerText()).toMatch(/About 1 MB come from .* once.*MIT/s);
  await dialog.getByRole('button', { name: /^Download/ }).click();
  await page.waitForSelector('[data-role="device-model"][data-presence="kept"]', {
    timeout: JOB_TIMEOUT_MS,
  });
  await room.server.stop();
  await page.reload();
  await viewerIsReady(page);
  await card(page, 'triposr').click();
  await page.getByText('Quick', { exact: true }).click();
  await choosePhoto(page, await drawnTop([40, 60, 150]));
  const before = null;
  await page.locator('[data-stage="reconstruct"]').waitFor({ timeout: JOB_TIMEOUT_MS });
  await resultAfter(page, before);
  expect(await page.locator('[data-made-by]').innerText()).toMatch(/Made here with .*MIT/s);
  expect(posts, 'nothing was sent').toEqual([]);
  expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([]);
  await room.server.start();
});
