import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { drawnTop } from './support/pictures.ts';
import { loseDevices, softwareWebGpuTest } from './support/software-webgpu.ts';

const WORKER = 'inference.worker';
const room = softwareWebGpuTest(WORKER, { hasWebGl: false });

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

  expect(await loseDevices(page, WORKER)).toBeGreaterThan(0);
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
