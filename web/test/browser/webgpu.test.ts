import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { tinyNetwork } from '../../../models/test/tiny-network.ts';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop } from './support/pictures.ts';

/** Runs in the inference worker before its own code: remembers the devices that are asked for. */
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
  },
  async ({ context }) => {
    await context.route('**/*.onnx', (route) =>
      route.fulfill({
        body: tinyNetwork(),
        contentType: 'application/octet-stream',
        headers: { 'Cross-Origin-Resource-Policy': 'same-origin' },
      }),
    );
    await context.route('**/inference.worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: KEEP_DEVICES + (await response.text()) });
    });
  },
);

async function backendShown(page: Page) {
  const badge = page.locator('[data-backend]');
  await badge.waitFor({ timeout: 60_000 });
  return {
    backend: await badge.getAttribute('data-backend'),
    reason: await badge.getAttribute('data-reason'),
  };
}

test('forced WebGPU does the job, and a lost device goes on with WASM', async () => {
  const { page, errors } = room.browser;
  await openApp(page, `${room.server.url}/?backend=webgpu`);
  expect(await backendShown(page)).toEqual({ backend: 'webgpu', reason: 'forced' });
  await choosePhoto(page, await drawnTop([30, 60, 120]));
  const first = await resultAfter(page, null);
  expect(await backendShown(page)).toEqual({ backend: 'webgpu', reason: 'forced' });

  const worker = page.workers().find((candidate) => candidate.url().includes('inference.worker'));
  const lost = await worker?.evaluate(() => {
    const devices: { destroy(): void }[] = Reflect.get(self, 'keptDevices') ?? [];
    for (const device of devices) device.destroy();
    return devices.length;
  });
  expect(lost).toBeGreaterThan(0);
  // Another photo: the answer for the first one is kept, and would need no device.
  await choosePhoto(page, await drawnTop([120, 40, 40]));
  await resultAfter(page, first.id);
  expect(await backendShown(page)).toEqual({ backend: 'wasm', reason: 'device-lost' });
  expect(errors).toEqual([]);
});

test('a software adapter is not taken by itself, and WASM can be forced', async () => {
  const { page } = room.browser;
  await openApp(page, room.server.url);
  expect(await backendShown(page)).toEqual({ backend: 'wasm', reason: 'software-adapter' });
  await openApp(page, `${room.server.url}/?backend=wasm`);
  expect(await backendShown(page)).toEqual({ backend: 'wasm', reason: 'forced' });
});
