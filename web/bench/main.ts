/**
 * Time of a whole try-on in Chromium, from the choice of the photo to the stored result: `npm run
 * bench -- browser`. Takes the drawn samples, and photos of FITROOM_PHOTOS where that is set. One
 * photo runs first to warm up; then each photo counts once.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openBrowser } from '../test/browser/support/browser.ts';
import {
  choosePhoto,
  openApp,
  problemShown,
  viewerIsReady,
} from '../test/browser/support/fitting-room.ts';
import { startTestServer } from '../test/browser/support/server.ts';
import { newestStored } from '../test/browser/support/stored-result.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const JOB_TIMEOUT_MS = 120_000;
const REST_MS = 1500;
/** Of each folder of FITROOM_PHOTOS; enough for a median, few enough to finish in minutes. */
const PHOTOS_PER_FOLDER = 2;
const MIME_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

const typeOf = (file: string) => MIME_TYPES[file.slice(file.lastIndexOf('.') + 1).toLowerCase()];

function photosIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name.localeCompare(b.name),
  );
  const files = entries
    .filter((entry) => entry.isFile() && typeOf(entry.name))
    .slice(0, PHOTOS_PER_FOLDER);
  return [
    ...files.map((entry) => join(folder, entry.name)),
    ...entries
      .filter((entry) => entry.isDirectory())
      .flatMap((e) => photosIn(join(folder, e.name))),
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const samples = join(ROOT, 'presets', 'samples');
const photos = [
  ...readdirSync(samples)
    .filter((file) => typeOf(file))
    .map((file) => join(samples, file)),
  ...(process.env.FITROOM_PHOTOS ? photosIn(resolve(ROOT, process.env.FITROOM_PHOTOS)) : []),
];

const server = await startTestServer();
const browser = await openBrowser();
const times: number[] = [];
let failures = 0;
try {
  const { page } = browser;
  await openApp(page, server.url);
  await page.locator('[data-backend]').waitFor();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT });
  console.log(
    `commit ${commit.toString().trim()}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'CPU'}, ` +
      `load ${loadavg()[0]?.toFixed(1)}, Chromium ${browser.context.browser()?.version() ?? ''}`,
  );
  console.log(await page.locator('[data-backend]').innerText());
  let lastId: string | null = null;
  for (const [turn, photo] of [photos[0]!, ...photos].entries()) {
    const buffer = readFileSync(photo);
    await choosePhoto(page, { name: basename(photo), mimeType: typeOf(photo)!, buffer });
    await page.waitForFunction(
      (last) =>
        document.querySelector('[data-problem]') !== null ||
        (document.querySelector<HTMLElement>('[data-result]')?.dataset.result ?? last) !== last,
      lastId,
      { timeout: JOB_TIMEOUT_MS },
    );
    const name = turn === 0 ? '(warm-up)' : basename(photo);
    if (await page.locator('[data-problem]').count()) {
      const { code } = await problemShown(page);
      console.log(`${name.padEnd(36)} refused: ${code}`);
      failures += 1;
      await page.click('button:text-is("Close")');
      continue;
    }
    // A software renderer takes the same cores: the next photo waits until this result is drawn.
    await viewerIsReady(page);
    await page.waitForTimeout(REST_MS);
    lastId = await page.locator('[data-result]').getAttribute('data-result');
    const stored = await newestStored(page);
    if (turn > 0) times.push(stored.tookMs);
    const fit = Object.entries(stored.timingsMs)
      .map(([stage, ms]) => `${stage} ${Math.round(ms)}`)
      .join(', ');
    console.log(`${name.padEnd(36)} ${(stored.tookMs / 1000).toFixed(2)} s  (fit, ms: ${fit})`);
  }
} finally {
  await browser.close();
  await server.dispose();
}
if (times.length === 0) throw new Error('No photo gave a garment.');
console.log(
  `${times.length} photos, ${failures} refused: median ${(median(times) / 1000).toFixed(2)} s, ` +
    `longest ${(Math.max(...times) / 1000).toFixed(2)} s`,
);
