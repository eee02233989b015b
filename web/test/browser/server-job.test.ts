import { expect, test } from 'vitest';
import { choosePhoto, openApp, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop, type Rgb, shareOfColour, viewerPicture } from './support/pictures.ts';

const GREEN: Rgb = [40, 150, 70];
const LEAST_CLOTH = 0.03;

const room = fittingRoomTest({ hasWebGl: false });

test('on the server: asks first, shows progress, and keeps the result here', async () => {
  const { page, errors } = room.browser;
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  await openApp(page, room.server.url);
  // The radio itself is hidden behind its label.
  await page.getByText('On the server', { exact: true }).click();
  await choosePhoto(page, await drawnTop(GREEN));
  await page.getByRole('dialog', { name: 'Send this photo to the server?' }).waitFor();
  expect(sent, 'nothing leaves before the answer').toEqual([]);
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.getByRole('progressbar').waitFor();

  const first = await resultAfter(page, null);
  expect(sent[0]).toBe('/clothes/upload-image');
  expect(sent.at(-1)).toBe('/fit');
  expect(shareOfColour(await viewerPicture(page), GREEN)).toBeGreaterThan(LEAST_CLOTH);

  await page.click('[data-body="curvy"]');
  await resultAfter(page, first.id);
  expect(sent.filter((path) => path === '/clothes/upload-image')).toHaveLength(1);
  expect(sent.filter((path) => path === '/fit')).toHaveLength(2);
  expect(errors).toEqual([]);

  await room.server.stop();
  await page.reload();
  await page.locator('[aria-label^="Show:"]').first().click();
  await resultAfter(page, null);
});

test('declining keeps the photo on the device', async () => {
  const { page } = room.browser;
  await room.server.start();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  await openApp(page, room.server.url);
  await page.getByText('On the server', { exact: true }).click();
  await choosePhoto(page, await drawnTop(GREEN));
  await page.getByRole('button', { name: 'Keep it here' }).click();
  await resultAfter(page, null);
  expect(sent).toEqual([]);
});
