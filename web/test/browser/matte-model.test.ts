import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isParsingModel } from '@fitroom/shared/schemas/matte-model';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tinyNetwork } from '../../../models/test/tiny-network.ts';
import { tinyParser } from '../../../models/test/tiny-parser.ts';
import { listMatteModels } from '../../../server/src/inference/matte-models.ts';
import { dressedPerson, PERSON_COLOURS } from '../../../shared/test/shapes/dressed-person.ts';
import {
  appAsLeft,
  choosePhoto,
  JOB_TIMEOUT_MS,
  openApp,
  resultAfter,
  viewerIsReady,
} from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { drawnTop } from './support/pictures.ts';

const MODEL = 'birefnet-lite-512';
const room = fittingRoomTest({ hasWebGl: false });
let folder: string;
beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fitroom-model-')), MODEL);
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const file = tinyNetwork({ side: 512, input: 'input_image', output: 'logits', isLogit: true });
  writeFileSync(join(folder, 'onnx', 'model_fp16.onnx'), file);
});
afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

const picker = (page: Page) => page.locator('[data-role="matte-model"]');
const choose = (page: Page, name: string) => picker(page).locator('select').selectOption(name);
/** Waits until this network is loaded and in use. */
async function isInUse(page: Page, name: string): Promise<void> {
  const selector = `[data-role="matte-model"][data-loading="false"][data-model="${name}"]`;
  await page.waitForSelector(selector, { timeout: JOB_TIMEOUT_MS });
}

test('a model from a folder finds the garment, also on the next visit without a server', async () => {
  const { page, context, errors } = room.browser;
  const afar: string[] = [];
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^http/.test(protocol) && host !== new URL(room.server.url).host) afar.push(request.url());
  });
  await openApp(page, room.server.url);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await choose(page, MODEL);
  const dialog = page.getByRole('dialog', { name: 'Use BiRefNet lite (512)?' });
  const text = await dialog.innerText();
  expect(text).toMatch(/about 100 MB from huggingface\.co/);
  expect(text).toMatch(/Licence: MIT/);
  await page.setInputFiles('input[data-role="model-folder"]', folder);
  await isInUse(page, MODEL);
  await choosePhoto(page, await drawnTop([40, 60, 50]));
  const first = await resultAfter(page, null);
  expect(first.isValid).toBe(true);

  await room.server.stop();
  await page.reload();
  await viewerIsReady(page);
  await isInUse(page, MODEL);
  await choosePhoto(page, await drawnTop([60, 40, 50]));
  expect((await resultAfter(page, null)).isValid).toBe(true);
  expect(afar, 'nothing was asked of anybody else').toEqual([]);
  expect(errors.filter((line) => !/ERR_CONNECTION_REFUSED|ERR_FAILED/.test(line))).toEqual([]);
  await room.server.start();
});

test('a parsing model cuts the garment out of a dressed person', async () => {
  const { page, errors } = room.browser;
  const network = listMatteModels().find(isParsingModel)!;
  const own = join(dirname(folder), network.name);
  mkdirSync(join(own, 'onnx'), { recursive: true });
  writeFileSync(join(own, 'onnx', 'model_fp16.onnx'), tinyParser(network.network, PERSON_COLOURS));
  const shown = await appAsLeft(page, room.server.url);
  await choose(page, network.name);
  await page.setInputFiles('input[data-role="model-folder"]', own);
  await isInUse(page, network.name);
  const { width, height, data } = dressedPerson();
  const buffer = await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  await choosePhoto(page, { name: 'person.png', mimeType: 'image/png', buffer });
  const cut = await resultAfter(page, shown);
  await page.locator('[data-notice="cut-from-person"]').waitFor({ state: 'attached' });
  // A garment alone is the shipped network's, which still runs beside it.
  await choosePhoto(page, await drawnTop([40, 150, 70]));
  expect((await resultAfter(page, cut.id)).isValid).toBe(true);
  expect(await page.locator('[data-notice="cut-from-person"]').count()).toBe(0);
  expect(errors.filter((line) => !/ERR_CONNECTION_REFUSED|ERR_FAILED/.test(line))).toEqual([]);
});

test('a download that fails leaves the network that ships, in words', async () => {
  const { page, context } = room.browser;
  await context.route('https://huggingface.co/**', (route) => route.abort());
  const shown = await appAsLeft(page, room.server.url);
  await choose(page, 'isnet');
  await page.getByRole('button', { name: 'Download 88 MB' }).click();
  const alert = picker(page).getByRole('alert');
  await alert.waitFor({ timeout: JOB_TIMEOUT_MS });
  expect(await alert.innerText()).toMatch(/IS-Net cannot be used here/);
  await isInUse(page, 'u2netp');
  await choosePhoto(page, await drawnTop([70, 150, 40]));
  expect((await resultAfter(page, shown)).isValid).toBe(true);
});
