/**
 * `npm run bench -- garments`: makes and wears the garment of every photo and prints, for each subset
 * (the first folder below FITROOM_PHOTOS), what failed and the figures: validity, category and openings against
 * what is on the photo, outlines, mattes against outlines drawn by hand, how well the worn front shows the photo, and
 * the time to a garment. FITROOM_BENCH_OUT names a folder for figures.csv and, for each photo, what was found
 * drawn over it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeGarment } from '@fitroom/shared/tryon/make-garment';
import { type BatchPhoto, findPhotos } from '../src/cli/find-photos.ts';
import { decodePhoto } from '../src/photos/decode-photo.ts';
import { cacheFolder } from '../src/platform/disk-cache.ts';
import { createNodePorts } from '../src/platform/node-ports.ts';
import { loadPresetBody } from '../src/platform/preset-bodies.ts';
import { figure, figuresCsv, quantile, subsetLines } from './garment-table.ts';
import type { GarmentFigures, MeasuredGarment } from './measure-garment.ts';
import { STANDARD } from './standard-choices.ts';

const THREADS = 2;
/** Photos whose making is timed, alone on the machine's cores. */
const TIMED = 16;

async function measureAll(photos: readonly BatchPhoto[], out: string | null) {
  const rows: GarmentFigures[] = [];
  let next = 0;
  const lane = async () => {
    const worker = new Worker(new URL('./garment-worker.ts', import.meta.url));
    while (next < photos.length) {
      const photo = photos[next]!;
      next += 1;
      const { figures, drawings } = await answerTo(worker, photo);
      rows.push(figures);
      if (out !== null) await keepDrawings(join(out, photo.name), drawings);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(THREADS, availableParallelism()) }, lane));
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function answerTo(worker: Worker, photo: BatchPhoto): Promise<MeasuredGarment> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: MeasuredGarment) => {
      worker.off('error', reject);
      resolve(answer);
    });
    worker.once('error', reject);
    worker.postMessage(photo);
  });
}

async function keepDrawings(place: string, drawings: MeasuredGarment['drawings']): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  for (const [name, png] of Object.entries(drawings)) {
    await writeFile(`${place}-${name}.png`, png);
  }
}

/** Milliseconds from upright pixels to a garment, matte included, before it is draped; warm. */
async function timeMaking(photos: readonly BatchPhoto[]): Promise<number[]> {
  // What the network said is not kept: it is part of the time.
  const ports = await createNodePorts({
    cacheFolder: cacheFolder(process.env),
    keepsFindings: false,
  });
  const { record } = await loadPresetBody('regular', ports.gltf);
  const context = {
    signal: { aborted: false },
    progress: () => undefined,
    log: () => undefined,
    now: () => performance.now(),
  };
  const times: number[] = [];
  for (const [i, { path }] of photos.entries()) {
    const photo = await decodePhoto(new Uint8Array(await readFile(path)));
    // The first photo warms the process up, and counts when it comes again.
    for (let round = i === 0 ? 0 : 1; round < 2; round += 1) {
      const start = performance.now();
      const made = await makeGarment(photo, record, STANDARD, ports, context).catch(() => null);
      if (made && round === 1) times.push(performance.now() - start);
    }
  }
  return times.toSorted((a, b) => a - b);
}

const source = process.env.FITROOM_PHOTOS;
if (!source) {
  console.error('FITROOM_PHOTOS is not set: name the folder that holds the photos.');
  process.exit(2);
}
const out = process.env.FITROOM_BENCH_OUT || null;
const photos = await findPhotos([source]);
if (photos.length === 0) throw new Error(`There are no photos in ${source}.`);
console.log(
  `${photos.length} photos; ${cpus()[0]?.model ?? 'CPU'}, ${availableParallelism()} cores`,
);
const rows = await measureAll(photos, out);
if (out !== null) await writeFile(join(out, 'figures.csv'), figuresCsv(rows));
const subsets = new Set(rows.map(({ name }) => (name.includes(sep) ? name.split(sep)[0]! : '')));
for (const subset of subsets) {
  const own = rows.filter(({ name }) => !subset || name.startsWith(`${subset}${sep}`));
  for (const line of subsetLines(subset || 'photos', own)) console.log(line);
}
if (subsets.size > 1) for (const line of subsetLines('all', rows)) console.log(line);
const step = Math.max(1, Math.floor(photos.length / TIMED));
const times = await timeMaking(photos.filter((_, i) => i % step === 0).slice(0, TIMED));
console.log(
  `\ntime to a garment, matte included, before draping: median ${figure(quantile(times, 0.5), 0)} ms, ` +
    `${figure(quantile(times, 0), 0)} to ${figure(quantile(times, 1), 0)}, N = ${times.length}, warm`,
);
