import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';

const room = fittingRoomTest({ hasWebGl: false });
const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples');

async function sample(name: string) {
  return { name, mimeType: 'image/jpeg', buffer: await readFile(join(SAMPLES, name)) };
}

test('two garments of the wardrobe are worn together, the top tucked in', async () => {
  const { page, errors } = room.browser;
  await openApp(page, room.server.url);
  const outfit = page.locator('[data-role="outfit"]');
  await choosePhoto(page, await sample('tee-sunrise.jpg'));
  const tee = await resultAfter(page, null);
  expect(await outfit.count(), 'there is nothing to wear with it').toBe(0);
  await choosePhoto(page, await sample('skirt-denim.jpg'));
  const skirt = await resultAfter(page, tee.id);
  await outfit.locator('label', { hasText: 'Tucked in' }).click();
  await outfit.getByRole('button', { name: 'Wear together' }).click();
  const both = await resultAfter(page, skirt.id);
  expect(both.isValid).toBe(true);
  expect(await page.locator('[aria-label^="Show:"]').count(), 'in the history').toBe(3);
  expect(errors).toEqual([]);
});
