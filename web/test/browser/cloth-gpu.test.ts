import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { tinyNetwork } from '../../../models/test/tiny-network.ts';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop } from './support/pictures.ts';

/** What single precision may make of the sample, millimetres in the mean; measured: 0.005. */
const MOST_APART_MM = 0.02;
/** The imitated adapter takes seconds for the sample, and longer on a loaded machine. */
const CHECK_TIMEOUT_MS = 180_000;

/** Runs in the try-on worker before its own code: remembers the devices that are asked for. */
const KEEP_DEVICES = `
  const ask = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...wishes) {
    const device = await ask.apply(this, wishes);
    (self.keptDevices ??= []).push(device);
    return device;
  };
`;

const room = fittingRoomTest(
  {
    flags: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    // Its cache would answer before the routes below.
    serviceWorkers: 'block',
    hasWebGl: false,
  },
  async ({ context }) => {
    await context.route('**/*.onnx', (route) =>
      route.fulfill({
        body: tinyNetwork(),
        contentType: 'application/octet-stream',
        headers: { 'Cross-Origin-Resource-Policy': 'same-origin' },
      }),
    );
    await context.route('**/try-on.worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: KEEP_DEVICES + (await response.text()) });
    });
  },
);

async function clothShown(page: Page) {
  const badge = page.locator('[data-cloth]');
  await badge.waitFor({ timeout: CHECK_TIMEOUT_MS });
  return {
    cloth: await badge.getAttribute('data-cloth'),
    reason: await badge.getAttribute('data-reason'),
    apartMm: await badge.getAttribute('data-apart-mm'),
  };
}

test('cloth falls on the processor where the adapter is imitated, or as asked', async () => {
  const { page } = room.browser;
  await openApp(page, room.server.url);
  expect(await clothShown(page)).toMatchObject({ cloth: 'cpu', reason: 'software-adapter' });
  await openApp(page, `${room.server.url}/?cloth=cpu`);
  expect(await clothShown(page)).toMatchObject({ cloth: 'cpu', reason: 'forced' });
});

test('on a device cloth falls as on the processor, and a device lost in a job loses no job', async () => {
  const { page, errors } = room.browser;
  await openApp(page, `${room.server.url}/?cloth=webgpu`);
  const shown = await clothShown(page);
  expect(shown).toMatchObject({ cloth: 'webgpu', reason: 'forced' });
  // It is not the processor's own answer, and very near to it.
  expect(Number(shown.apartMm)).toBeGreaterThan(0);
  expect(Number(shown.apartMm)).toBeLessThan(MOST_APART_MM);

  await choosePhoto(page, await drawnTop([30, 60, 120]));
  await page.waitForSelector('[data-stage="drape"]', { timeout: CHECK_TIMEOUT_MS });
  const worker = page.workers().find((candidate) => candidate.url().includes('try-on.worker'));
  const lost = await worker?.evaluate(() => {
    const devices: { destroy(): void }[] = Reflect.get(self, 'keptDevices') ?? [];
    for (const device of devices) device.destroy();
    return devices.length;
  });
  expect(lost).toBeGreaterThan(0);
  await resultAfter(page, null);
  await page.waitForSelector('[data-cloth="cpu"]');
  expect(await clothShown(page)).toMatchObject({ cloth: 'cpu', reason: 'device-lost' });
  expect(errors).toEqual([]);
});
