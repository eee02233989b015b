import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  appAsLeft,
  choosePhoto,
  noteSpoken,
  openApp,
  resultAfter,
} from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop } from './support/pictures.ts';

const room = fittingRoomTest({ hasWebGl: false, serviceWorkers: 'block' });
/** Of the photo's width; one step of an arrow key is a tenth of it. */
const NOTICEABLE = 0.01;

/** Where a landmark's middle stands, shares of the shown photo. */
async function placeOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  return page.locator(`[data-landmark="${name}"]`).evaluate((handle) => {
    const box = handle.getBoundingClientRect();
    const photo = handle.parentElement!.getBoundingClientRect();
    return {
      x: (box.left + box.width / 2 - photo.left) / photo.width,
      y: (box.top + box.height / 2 - photo.top) / photo.height,
    };
  });
}

test('landmarks are moved by pointer and by keyboard, the kind is changed, nothing is sent', async () => {
  const { page, errors } = room.browser;
  await openApp(page, room.server.url);
  await choosePhoto(page, await drawnTop([40, 150, 70]));
  const first = await resultAfter(page, null);
  const sent: string[] = [];
  page.on('request', (request) => {
    // Blobs are the app's own memory.
    if (!request.url().startsWith('blob:') && request.method() !== 'GET') sent.push(request.url());
  });

  const armpit = page.locator('[data-landmark="armpit-left"]');
  const before = await placeOf(page, 'armpit-left');
  // The pointer goes where the page is, it does not scroll.
  await armpit.scrollIntoViewIfNeeded();
  const box = (await armpit.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 6, y + 12, { steps: 4 });
  await page.mouse.up();
  const second = await resultAfter(page, first.id);
  const after = await placeOf(page, 'armpit-left');
  expect(after.x - before.x).toBeGreaterThan(NOTICEABLE);
  expect(after.y - before.y).toBeGreaterThan(NOTICEABLE);
  expect(await armpit.getAttribute('data-moved')).toBe('true');

  const hem = page.locator('[data-landmark="hem-right"]');
  await hem.focus();
  const hemBefore = await placeOf(page, 'hem-right');
  const spoken = await noteSpoken(page);
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(spoken).toContainEqual(expect.stringMatching(/hem.*percent from the top/i));
  const third = await resultAfter(page, second.id);
  expect((await placeOf(page, 'hem-right')).y).toBeLessThan(hemBefore.y - NOTICEABLE);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-landmark'))).toBe(
    'hem-right',
  );

  await page.keyboard.press('Delete');
  const fourth = await resultAfter(page, third.id);
  expect((await placeOf(page, 'hem-right')).y).toBeCloseTo(hemBefore.y, 2);
  expect(await armpit.getAttribute('data-moved'), 'only the one is taken back').toBe('true');

  await page.locator('[data-role="adjust"] select').selectOption('shirt');
  await resultAfter(page, fourth.id);
  expect(await page.locator('[data-result] select').inputValue()).toBe('shirt');
  // Corrections took each other's place; the change of kind is a result of its own.
  expect(await page.locator('[aria-label^="Show:"]').count()).toBe(2);
  expect(sent).toEqual([]);
  expect(errors).toEqual([]);
});

test('a photo of the back is added and taken away', async () => {
  const { page, errors } = room.browser;
  const before = await appAsLeft(page, room.server.url);
  await choosePhoto(page, await drawnTop([40, 60, 150]));
  const first = await resultAfter(page, before);
  await page.setInputFiles('input[data-role="back-photo"]', await drawnTop([160, 60, 40]));
  const second = await resultAfter(page, first.id);
  await page.getByRole('img', { name: 'The photo of the back in use' }).waitFor();
  await page.getByRole('button', { name: 'Without it' }).click();
  await resultAfter(page, second.id);
  expect(errors).toEqual([]);
});
