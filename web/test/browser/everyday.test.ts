import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { badFiles } from './support/bad-files.ts';
import { openBrowser, type TestBrowser, type TestBrowserOptions } from './support/browser.ts';
import {
  appAsLeft,
  choosePhoto,
  JOB_TIMEOUT_MS,
  openApp,
  problemShown,
  resultAfter,
  viewerIsReady,
} from './support/fitting-room.ts';
import { drawnTop } from './support/pictures.ts';
import { startTestServer, type TestServer } from './support/server.ts';

/** A sentence and what to do: shorter than this it would be a code. */
const LEAST_LETTERS = 40;

let server: TestServer;
/** The visitor of several tests: what one leaves the next one finds. */
let visitor: TestBrowser;
/** The visitor of one test. */
let browser: TestBrowser | null = null;

beforeAll(async () => {
  server = await startTestServer();
  visitor = await openBrowser({ hasWebGl: false, serviceWorkers: 'block' });
});
afterEach(async () => {
  await browser?.close();
  browser = null;
});
afterAll(async () => {
  await visitor?.close();
  await server?.dispose();
});

async function visit(options: TestBrowserOptions): Promise<TestBrowser> {
  browser = await openBrowser(options);
  await openApp(browser.page, server.url);
  return browser;
}

test('a job is cancelled at once, and the next one works', async () => {
  const { page, errors } = visitor;
  await openApp(page, server.url);
  const photo = await drawnTop([40, 150, 70]);
  await choosePhoto(page, photo);
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 1000 }).toBe(0);
  expect(await page.locator('[data-result]').count()).toBe(0);

  await choosePhoto(page, photo);
  // Draping has begun: another worker is busy by now.
  await page.waitForSelector('[data-stage="drape"]', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await choosePhoto(page, photo);
  expect((await resultAfter(page, null)).isValid).toBe(true);
  expect(errors).toEqual([]);
});

test('a page that nobody does anything on does nothing itself', async () => {
  const { page } = visitor;
  await appAsLeft(page, server.url);
  const woken = await page.evaluate(async () => {
    let count = 0;
    const { setTimeout: later, requestAnimationFrame: draw } = window;
    const counted = <T extends unknown[], R>(original: (...words: T) => R) => {
      return (...words: T) => {
        count += 1;
        return original(...words);
      };
    };
    Object.assign(window, { setTimeout: counted(later), requestAnimationFrame: counted(draw) });
    await new Promise((resolve) => later(resolve, 1000));
    Object.assign(window, { setTimeout: later, requestAnimationFrame: draw });
    return count;
  });
  expect(woken, 'times a second').toBeLessThan(10);
});

test('each bad file is refused in words, and the next photo works', async () => {
  const { page, errors } = visitor;
  const before = await appAsLeft(page, server.url);
  const good = await drawnTop([60, 130, 80]);
  for (const { what, code, file } of await badFiles(good)) {
    await choosePhoto(page, file);
    // The one before stays on screen until this one is refused.
    await page
      .waitForFunction(
        (wanted) =>
          document.querySelector<HTMLElement>('[data-problem]')?.dataset.problem === wanted,
        code,
        { timeout: 60_000 },
      )
      .catch(async () => expect(await problemShown(page), what).toMatchObject({ code }));
    const { text } = await problemShown(page);
    expect(text.length, what).toBeGreaterThan(LEAST_LETTERS);
    await page.click('button:text-is("Close")');
  }
  await choosePhoto(page, good);
  const result = await resultAfter(page, before);
  expect(result.isValid).toBe(true);
  expect(errors).toEqual([]);
});

test('the kind and the fit can be changed after the fact', async () => {
  const { page } = visitor;
  const first = await appAsLeft(page, server.url);
  if (first === null) await choosePhoto(page, await drawnTop([40, 150, 70]));
  const { id } = await resultAfter(page, null);
  await page.locator('[data-result] select').selectOption('dress');
  const second = await resultAfter(page, id);
  expect(await page.locator('[data-result] select').inputValue()).toBe('dress');
  await page.getByText('Oversize', { exact: true }).click();
  await resultAfter(page, second.id);
  expect(await page.locator('[data-result]').innerText()).toContain('Chosen by you');
});

test('a drawn sample is tried with one click; without WebGL still pictures show it, its poses and maps', async () => {
  const { page, errors } = visitor;
  const before = await appAsLeft(page, server.url);
  const picture = page.locator('#viewer img');
  const shown = await picture.getAttribute('src');
  expect(await page.locator('#viewer').innerText()).toMatch(/no 3D/);
  await page.locator('[data-sample]').first().click();
  expect((await resultAfter(page, before)).isValid).toBe(true);
  expect(await picture.getAttribute('src')).not.toBe(shown);
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
    0,
  );

  const worn = await picture.getAttribute('src');
  await page.locator('[data-role="stance"] label', { hasText: 'T-pose' }).click();
  await page.waitForSelector('[data-stance-shown="t"]', { timeout: JOB_TIMEOUT_MS });
  await viewerIsReady(page);
  const posed = await picture.getAttribute('src');
  expect(posed, 'the picture follows the pose').not.toBe(worn);
  await page.locator('[data-role="fit"] label', { hasText: 'Gap to the body' }).click();
  const legend = page.locator('[data-role="map-legend"][data-map="gap"]');
  await legend.waitFor({ timeout: JOB_TIMEOUT_MS });
  await viewerIsReady(page);
  expect(await picture.getAttribute('src'), 'and the map').not.toBe(posed);
  expect(await legend.locator('tbody tr').count()).toBe(8);
  expect(await page.locator('[data-measure="hem"]').innerText()).toMatch(/cm (wider|narrower)/);
  expect(errors).toEqual([]);
});

test('a Korean phone gets Korean, in a page that is not wider than its screen', async () => {
  const { page, errors } = await visit({ language: 'ko-KR', isPhone: true, hasWebGl: false });
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  await page.getByRole('heading', { name: '핏룸' }).waitFor();
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/\b(photo|garment|body|result)\b/i);
  expect(text, 'a key that was not translated').not.toMatch(/\b[a-z]+\.[a-z]+\b/);

  await choosePhoto(page, { name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no') });
  expect((await problemShown(page)).text).toMatch(/[가-힣]/);
  await choosePhoto(page, await drawnTop([40, 150, 70]));
  await resultAfter(page, null);
  const figure = await page.locator('[data-role="figure"]').boundingBox();
  expect(figure?.y, 'who wears it is on screen').toBeGreaterThanOrEqual(0);
  expect((figure?.y ?? 0) + (figure?.height ?? 0)).toBeLessThanOrEqual(844);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);

  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Fitroom' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Fitroom' }).waitFor();
  expect(errors).toEqual([]);
});

test('the page can be used by keyboard alone', async () => {
  const { page } = await visit({ serviceWorkers: 'block' });
  const reached = new Set<string>();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement } = document;
      return (
        activeElement?.id ||
        activeElement?.getAttribute('aria-label') ||
        activeElement?.textContent ||
        activeElement?.getAttribute('name') ||
        activeElement?.tagName ||
        ''
      );
    });
    reached.add(name);
  }
  expect([...reached]).toEqual(expect.arrayContaining(['viewer', 'Choose a photo', 'Front']));
});
