import { expect, test } from 'vitest';
import { createNodeGltf } from '../../../server/src/platform/node-gltf.ts';
import { loadPresetBody } from '../../../server/src/platform/preset-bodies.ts';
import { wornGarment } from '../../../shared/test/shapes/generated-meshes.ts';
import {
  type FileToGive,
  openApp,
  problemShown,
  resultAfter,
  viewerIsReady,
} from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { glbFile, meshFile } from './support/mesh-file.ts';

const room = fittingRoomTest({ hasWebGl: false });

test('a 3D garment of the visitor’s own is asked about, worn, measured, walks and is kept, without a network', async () => {
  const { page, errors } = room.browser;
  await openApp(page, room.server.url);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await room.server.stop();
  await page.reload();
  await viewerIsReady(page);
  const give = (file: FileToGive) => page.setInputFiles('input[data-role="mesh"]', file);

  const nothing = { positions: new Float32Array(9), indices: new Uint32Array(0) };
  const noTriangles = await meshFile('nothing.glb', nothing);
  for (const [file, code] of [
    [glbFile('notes.glb', Buffer.from('Not a mesh at all, but some text.')), 'not-a-glb'],
    [noTriangles, 'mesh-not-readable'],
  ] as const) {
    await give(file);
    const problem = await problemShown(page);
    expect(problem.code).toBe(code);
    expect(problem.text, 'of the file, not of a photo').not.toMatch(/photo/);
    await page.click('button:text-is("Close")');
  }

  const body = await loadPresetBody('regular', await createNodeGltf());
  const { positions, indices } = wornGarment('trousers', body);
  const inCentimetres = { positions: positions.map((value) => 100 * value), indices };
  await give(await meshFile('trousers.glb', inCentimetres));
  const question = page.locator('[data-role="mesh-question"]');
  await question.waitFor();
  expect(await question.getAttribute('data-certainty')).toBe('sure');
  expect(await question.locator('select').inputValue()).toBe('trousers');
  await question.getByRole('button', { name: 'Put it on' }).click();
  const first = await resultAfter(page, null);
  expect(first.isValid).toBe(true);
  await page.locator('[data-role="fit"] label', { hasText: 'Stretch' }).click();
  await page.locator('[data-role="map-legend"][data-map="strain"]').waitFor({ timeout: 60_000 });
  await page.locator('[data-role="stance"] label', { hasText: 'Walking' }).click();
  await page.locator('[data-stance-shown="walk"]').waitFor({ timeout: 60_000 });
  await page.reload();
  await viewerIsReady(page);
  const shown = page.locator('[aria-label^="Show:"]');
  expect(await shown.count(), 'in the history').toBe(1);
  await shown.first().click();
  await resultAfter(page, null);
  await page.click('[data-body="curvy"]');
  expect((await resultAfter(page, first.id)).isValid).toBe(true);
  // The server is gone, and the app asked it for its bodies.
  expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([]);
}, 180_000);
