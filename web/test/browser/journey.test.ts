import { expect, test } from 'vitest';
import { dropPhoto, openApp, resultAfter, viewerIsReady } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import {
  drawnTop,
  patchColour,
  type Rgb,
  shareOfColour,
  viewerPicture,
} from './support/pictures.ts';

/** A green that neither skin, base layer nor backdrop has. */
const GREEN: Rgb = [40, 150, 70];
/** Of the viewer's picture; a top covers about a tenth of it. */
const LEAST_CLOTH = 0.03;
const LEAST_SKIN = 0.02;

const room = fittingRoomTest();

test('a dropped photo is seen worn, on one body after another, and is kept', async () => {
  const { page, errors } = room.browser;
  await openApp(page, room.server.url);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const bare = await viewerPicture(page);
  expect(shareOfColour(bare, GREEN)).toBe(0);

  await dropPhoto(page, await drawnTop(GREEN));
  const first = await resultAfter(page, null);
  expect(first.isValid).toBe(true);
  const worn = await viewerPicture(page);
  expect(shareOfColour(worn, GREEN)).toBeGreaterThan(LEAST_CLOTH);
  // The face is where it was: its colour is the skin's.
  const skin = patchColour(worn, 0.5, 0.17);
  expect(shareOfColour(worn, skin, 0.1)).toBeGreaterThan(LEAST_SKIN);

  await page.click('[data-body="curvy"]');
  const second = await resultAfter(page, first.id);
  await page.click('[data-body="regular"]');
  const again = await resultAfter(page, second.id);
  expect(again.id, 'a body that was dressed before is shown from the history').toBe(first.id);

  for (const view of ['Side', 'Back', 'Front']) await page.click(`button:text-is("${view}")`);
  await page.focus('#viewer');
  for (const key of ['ArrowLeft', 'ArrowUp', '+', '-', '0']) await page.keyboard.press(key);

  const look = page.locator('[data-role="fit"] label');
  await look.filter({ hasText: 'Where it touches' }).click();
  await page.waitForSelector('[data-role="map-legend"][data-map="contact"]');
  await viewerIsReady(page);
  const painted = await viewerPicture(page);
  expect(shareOfColour(painted, GREEN), 'the map is in place of the cloth').toBeLessThan(0.005);
  await look.filter({ hasText: 'The cloth itself' }).click();
  await expect.poll(() => page.locator('[data-role="map-legend"]').count()).toBe(0);

  await page.reload();
  await viewerIsReady(page);
  const kept = page.locator('[aria-label^="Show:"]');
  expect(await kept.count()).toBe(2);
  await kept.first().click();
  await resultAfter(page, null);
  await page.click('[aria-label="Delete this result"] >> nth=0');
  await expect.poll(() => kept.count()).toBe(1);
  expect(errors).toEqual([]);
});
