import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { drawnTop } from './support/pictures.ts';
import { loseDevices, softwareWebGpuTest } from './support/software-webgpu.ts';

/** What single precision may make of the solver's sample and the snap's, millimetres in the mean; measured: 0.005 and 0.00001. */
const MOST_APART_MM = 0.02;
const MOST_SNAP_APART_MM = 0.001;
/** The imitated adapter takes seconds for the samples, and longer on a loaded machine. */
const CHECK_TIMEOUT_MS = 180_000;

const WORKER = 'try-on.worker';
const room = softwareWebGpuTest(WORKER, { hasWebGl: false });

async function clothShown(page: Page) {
  const badge = page.locator('[data-cloth]');
  await badge.waitFor({ timeout: CHECK_TIMEOUT_MS });
  return {
    cloth: await badge.getAttribute('data-cloth'),
    reason: await badge.getAttribute('data-reason'),
    apartMm: await badge.getAttribute('data-apart-mm'),
    snap: await badge.getAttribute('data-snap'),
    snapReason: await badge.getAttribute('data-snap-reason'),
    snapApartMm: await badge.getAttribute('data-snap-apart-mm'),
  };
}

test('cloth falls on the processor where the adapter is imitated, or as asked', async () => {
  const { page } = room.browser;
  await openApp(page, `${room.server.url}/?snap=cpu`);
  expect(await clothShown(page)).toMatchObject({
    cloth: 'cpu',
    reason: 'software-adapter',
    snap: 'cpu',
    snapReason: 'forced',
  });
});

test('on a device cloth falls and is kept off the skin as on the processor, and a device lost in a job loses no job', async () => {
  const { page, errors } = room.browser;
  await openApp(page, `${room.server.url}/?cloth=webgpu&snap=webgpu`);
  const shown = await clothShown(page);
  expect(shown).toMatchObject({
    cloth: 'webgpu',
    reason: 'forced',
    snap: 'webgpu',
    snapReason: 'forced',
  });
  // It is not the processor's own answer, and very near to it.
  expect(Number(shown.apartMm)).toBeGreaterThan(0);
  expect(Number(shown.apartMm)).toBeLessThan(MOST_APART_MM);
  expect(Number(shown.snapApartMm)).toBeGreaterThan(0);
  expect(Number(shown.snapApartMm)).toBeLessThan(MOST_SNAP_APART_MM);

  await choosePhoto(page, await drawnTop([30, 60, 120]));
  await page.waitForSelector('[data-stage="drape"]', { timeout: CHECK_TIMEOUT_MS });
  expect(await loseDevices(page, WORKER)).toBeGreaterThan(0);
  await resultAfter(page, null);
  await page.waitForSelector('[data-cloth="cpu"]');
  // The same device did both.
  expect(await clothShown(page)).toMatchObject({
    cloth: 'cpu',
    reason: 'device-lost',
    snap: 'cpu',
    snapReason: 'device-lost',
  });
  expect(errors).toEqual([]);
});
