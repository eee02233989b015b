import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createNodeGltf } from '../../../server/src/platform/node-gltf.ts';
import { loadPresetBody } from '../../../server/src/platform/preset-bodies.ts';
import { wornGarment } from '../../../shared/test/shapes/generated-meshes.ts';
import {
  appAsLeft,
  choosePhoto,
  JOB_TIMEOUT_MS,
  openApp,
  resultAfter,
} from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { meshFile } from './support/mesh-file.ts';

const room = fittingRoomTest({ hasWebGl: false, serviceWorkers: 'block' });
const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples');

async function sample(name: string) {
  return { name, mimeType: 'image/jpeg', buffer: await readFile(join(SAMPLES, name)) };
}

test('a photo’s tee is tucked into a skirt of the visitor’s own, and both take a pose and show their maps', async () => {
  const { page, errors } = room.browser;
  await openApp(page, room.server.url);
  const outfit = page.locator('[data-role="outfit"]');
  await choosePhoto(page, await sample('tee-sunrise.jpg'));
  const tee = await resultAfter(page, null);
  expect(await outfit.count(), 'there is nothing to wear with it').toBe(0);
  const body = await loadPresetBody('regular', await createNodeGltf());
  const own = await meshFile('skirt.glb', wornGarment('skirt', body));
  await page.setInputFiles('input[data-role="mesh"]', own);
  const question = page.locator('[data-role="mesh-question"]');
  await question.locator('select').selectOption('skirt');
  await question.getByRole('button', { name: 'Put it on' }).click();
  const skirt = await resultAfter(page, tee.id);
  await outfit.locator('label', { hasText: 'Tucked in' }).click();
  await outfit.getByRole('button', { name: 'Wear together' }).click();
  const both = await resultAfter(page, skirt.id);
  expect(both.isValid).toBe(true);
  await page.locator('[data-role="stance"] label', { hasText: 'Relaxed' }).click();
  await page.locator('[data-stance-shown="relaxed"]').waitFor({ timeout: 60_000 });
  await page.locator('[data-role="fit"] label', { hasText: 'Gap to the body' }).click();
  await page.locator('[data-role="map-legend"][data-map="gap"]').waitFor({ timeout: 60_000 });
  expect(await page.locator('[aria-label^="Show:"]').count(), 'in the history').toBe(3);
  const layers = page.locator('[data-role="fit"] [data-layer]');
  expect(await layers.evaluateAll((all) => all.map((one) => one.dataset.layer))).toEqual([
    'top',
    'skirt',
  ]);
  expect(await layers.first().locator('[data-measure="chest"]').innerText()).toMatch(/cm|As wide/);
  expect(errors).toEqual([]);
});

test('they stay together on another body, until one is taken off', async () => {
  const { page, errors } = room.browser;
  const before = await appAsLeft(page, room.server.url);
  const layers = page.locator('[data-role="fit"] [data-layer]');
  expect(await layers.count()).toBe(2);
  await page.click('[data-body="slim"]');
  const onSlim = await resultAfter(page, before);
  expect(onSlim.isValid).toBe(true);
  expect(await layers.count(), 'on another body, too').toBe(2);
  const alone = page.getByRole('button', { name: 'Take off:' });
  // It cannot be pressed while a job runs, which one still may once the result is shown.
  await alone.click({ timeout: JOB_TIMEOUT_MS });
  await resultAfter(page, onSlim.id);
  expect(await layers.count()).toBe(0);
  expect(errors).toEqual([]);
});
