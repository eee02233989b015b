import type { Page } from 'playwright-core';
import { tinyNetwork } from '../../../../models/test/tiny-network.ts';
import { fittingRoomTest } from './fitting-room-test.ts';

/** Runs in a worker before its own code: remembers the devices that are asked for. */
const KEEP_DEVICES = `
  const ask = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...wishes) {
    const device = await ask.apply(this, wishes);
    (self.keptDevices ??= []).push(device);
    return device;
  };
`;

/**
 * A fitting room whose only adapter is Chromium's software imitation, and whose network is a tiny one, because
 * the real one takes minutes on it. The devices of one worker can be lost: see `loseDevices`.
 *
 * @param worker Its name in the built app.
 * @param options As for `fittingRoomTest`.
 */
export function softwareWebGpuTest(
  worker: string,
  options: Omit<Parameters<typeof fittingRoomTest>[0], 'flags' | 'serviceWorkers'> = {},
) {
  return fittingRoomTest(
    {
      ...options,
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
      await context.route(`**/${worker}-*.js`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: KEEP_DEVICES + (await response.text()) });
      });
    },
  );
}

/** Takes a worker's devices from it, as a driver that gives out does. @returns how many there were. */
export async function loseDevices(page: Page, worker: string): Promise<number | undefined> {
  return page
    .workers()
    .find((candidate) => candidate.url().includes(worker))
    ?.evaluate(() => {
      const devices: { destroy(): void }[] = Reflect.get(self, 'keptDevices') ?? [];
      for (const device of devices) device.destroy();
      return devices.length;
    });
}
