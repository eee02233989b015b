import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop, type Rgb, shareOfColour, viewerPicture } from './support/pictures.ts';

const room = fittingRoomTest();
const GREEN: Rgb = [40, 150, 70];
/** Presses that bring the camera well into the garment. */
const ZOOMS = 4;

/** Notes when a coarse figure comes on screen and when a finished one does, from now on. */
async function watchViewer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const viewer = document.querySelector<HTMLElement>('#viewer')!;
    const seen: { coarse: boolean; at: number }[] = [];
    let was = viewer.dataset.coarse;
    new MutationObserver(() => {
      if (viewer.dataset.coarse === was) return;
      was = viewer.dataset.coarse;
      seen.push({ coarse: was === 'true', at: performance.now() });
    }).observe(viewer, { attributeFilter: ['data-coarse'] });
    addEventListener('pointerup', () => seen.splice(0, seen.length), { capture: true });
    addEventListener('pointerup', () => Object.assign(window, { letGo: performance.now() }), {
      capture: true,
    });
    Object.assign(window, { seen });
  });
}

async function drag(page: Page, name: string, dx: number, dy: number): Promise<void> {
  const handle = page.locator(`[data-landmark="${name}"]`);
  await handle.scrollIntoViewIfNeeded();
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps: 4 });
  await page.mouse.up();
}

const coarseShown = (page: Page) =>
  page.waitForSelector('#viewer[data-coarse="true"]', { timeout: 60_000 });

test('a dragged landmark shows a first look, then the finished garment, from the same side', async () => {
  const { page, errors } = room.browser;
  await openApp(page, room.server.url);
  await choosePhoto(page, await drawnTop(GREEN));
  const first = await resultAfter(page, null);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  for (let i = 0; i < ZOOMS; i++) await page.getByRole('button', { name: 'Closer' }).click();
  await expect
    .poll(async () => shareOfColour(await viewerPicture(page), GREEN), { timeout: 20_000 })
    .toBeGreaterThan(0.3);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('#viewer canvas')!.dataset.mark = 'same';
  });
  await watchViewer(page);

  await drag(page, 'armpit-left', 6, 12);
  await coarseShown(page);
  expect(await page.locator('[data-stage]').count(), 'the job goes on').toBe(1);
  const second = await resultAfter(page, first.id);
  // The result is listed before it is drawn.
  await page.waitForFunction(
    () => (window as unknown as { seen: { coarse: boolean }[] }).seen.at(-1)?.coarse === false,
  );
  const { seen, letGo } = await page.evaluate(() => {
    const watched = window as unknown as { seen: { coarse: boolean; at: number }[]; letGo: number };
    return { seen: watched.seen, letGo: watched.letGo };
  });
  expect(seen.at(0)?.coarse).toBe(true);
  expect(seen.at(-1)?.coarse).toBe(false);
  const [look, finished] = [seen.at(0)!, seen.at(-1)!].map(({ at }) => Math.round(at - letGo));
  console.log(`after the drag, a first look: ${look} ms, the finished garment: ${finished} ms`);

  // Another drag ends the one before: there is one result for both.
  await drag(page, 'hem-left', 0, -14);
  await coarseShown(page);
  await drag(page, 'hem-right', 0, -14);
  const third = await resultAfter(page, second.id);
  expect(third.isValid).toBe(true);
  expect(await page.locator('[data-landmark][data-moved="true"]').count()).toBe(3);
  await expect
    .poll(() => page.locator('[aria-label^="Show:"]').count(), { message: 'in the history' })
    .toBe(1);
  expect(await page.locator('#viewer canvas').getAttribute('data-mark')).toBe('same');
  await expect
    .poll(async () => shareOfColour(await viewerPicture(page), GREEN), {
      message: 'still near',
      timeout: 20_000,
    })
    .toBeGreaterThan(0.3);
  expect(errors).toEqual([]);
});
