import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runKeys } from '../../../server/src/cli/run-keys.ts';
import {
  appAsLeft,
  choosePhoto,
  JOB_TIMEOUT_MS,
  openApp,
  problemShown,
  resultAfter,
} from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop, type Rgb, shareOfColour, viewerPicture } from './support/pictures.ts';

const GREEN: Rgb = [40, 150, 70];
const LEAST_CLOTH = 0.03;
const SKIRT = join(import.meta.dirname, '../../../presets/samples/skirt-denim.jpg');

const room = fittingRoomTest({ hasWebGl: false }, undefined, { FITROOM_AUTH: 'keys' });

/** A key of the server, made as its operator makes it. */
async function newKey(): Promise<string> {
  const lines: string[] = [];
  const output = { result: (text: string) => void lines.push(text), remark: () => undefined };
  await runKeys(
    ['create', '--tenant', 'shop', '--user', 'ann'],
    { FITROOM_DATA: room.server.dataFolder },
    output,
  );
  return lines.join('').trim();
}

test('on the server: asks first, wants its key, and shows progress', async () => {
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

  // The server was started to want a key.
  expect((await problemShown(page)).code).toBe('unauthorized');
  await page.getByRole('alert').getByRole('button', { name: 'Enter a key' }).click();
  const form = page.locator('[data-role="key-form"]');
  const enter = async (key: string, user: string) => {
    await form.getByLabel('Key', { exact: true }).fill(key);
    await form.getByLabel('User').fill(user);
    await page.keyboard.press('Enter');
  };
  await enter('frk_nobody_made_this_one', '');
  await form.locator('[data-refusal="unauthorized"]').waitFor();
  const key = await newKey();
  await enter(key, '');
  await form.locator('[data-refusal="foreign-user"]').waitFor();
  await enter(key, 'ann');
  await form.waitFor({ state: 'detached' });
  expect(await page.locator('[data-role="server-key"]').innerText()).toContain(key.slice(-4));
  sent.length = 0;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('progressbar').waitFor();

  const first = await resultAfter(page, null);
  expect(sent[0]).toBe('/clothes/upload-image');
  expect(sent.at(-1)).toBe('/fit');
  expect(shareOfColour(await viewerPicture(page), GREEN)).toBeGreaterThan(LEAST_CLOTH);

  await page.click('[data-body="curvy"]');
  await resultAfter(page, first.id);
  expect(sent.filter((path) => path === '/clothes/upload-image')).toHaveLength(1);
  expect(sent.filter((path) => path === '/fit')).toHaveLength(2);
  // What the server refused before it had its key.
  expect(errors.filter((error) => !/status of 40[13]/.test(error))).toEqual([]);
});

test('what was made there takes poses, is worn with another and walks, on the server too', async () => {
  const { page, errors } = room.browser;
  const refused = errors.length;
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  const curvy = await appAsLeft(page, room.server.url);
  const picture = page.locator('#viewer img');
  const hanging = await picture.getAttribute('src');
  const take = async (pose: string, name: string) => {
    await page.locator('[data-role="stance"] label', { hasText: pose }).click();
    await page.waitForSelector(`[data-stance-shown="${name}"]`, { timeout: JOB_TIMEOUT_MS });
  };
  await take('T-pose', 't');
  await expect.poll(() => picture.getAttribute('src')).not.toBe(hanging);
  expect(
    sent.filter((path) => path === '/fit'),
    'the pose was asked of the server',
  ).toHaveLength(1);

  const buffer = await readFile(SKIRT);
  await choosePhoto(page, { name: 'skirt.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: 'Send it' }).click();
  const skirt = await resultAfter(page, curvy);
  const outfit = page.locator('[data-role="outfit"]');
  await outfit.locator('label', { hasText: 'Tucked in' }).click();
  await outfit.getByRole('button', { name: 'Wear together' }).click();
  expect((await resultAfter(page, skirt.id)).isValid).toBe(true);
  await take('Walking', 'walk');
  expect(sent.slice(-2), 'both were asked of the server').toEqual(['/outfit', '/outfit']);
  expect(errors.slice(refused)).toEqual([]);
});

test('results of the server are kept here, and its key is forgotten when asked to', async () => {
  const { page } = room.browser;
  await room.server.stop();
  await page.reload();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.locator('[data-role="server-key"]').waitFor({ state: 'detached' });
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
