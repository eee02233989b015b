/**
 * Draws what is read in each photo (matte, arcs, landmarks, category) into one contact sheet.
 *
 *   node server/bench/reading-sheet.ts PHOTOS OUT.png [part of a name, …]
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rasterizePolygon } from '@fitroom/shared/outline/rasterize-polygon';
import type { GarmentReading } from '@fitroom/shared/reading/garment-reading';
import { readGarment } from '@fitroom/shared/reading/read-garment';
import sharp, { type OverlayOptions } from 'sharp';
import { drawOverPhoto, outlinedText, readingShapes } from '../src/debug/draw-reading.ts';
import { createNodePrior } from '../src/inference/u2netp-node.ts';
import { decodePhoto } from '../src/photos/decode-photo.ts';
import { categoriesOf, listPhotos } from './garment-photos.ts';

const CELL = { width: 300, height: 420, caption: 32 };
const COLUMNS = 6;
function captionSvg(caption: string): Buffer {
  const lines = [caption.slice(0, 48), caption.slice(48)].map((words, i) =>
    outlinedText(3, CELL.height - 18 + 13 * i, words, 11),
  );
  const size = `width="${CELL.width}" height="${CELL.height}"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${lines.join('')}</svg>`);
}

function silhouetteIou({ outline, matte, width, height }: GarmentReading): number {
  const mask = rasterizePolygon(outline, width, height);
  let both = 0;
  let either = 0;
  for (let i = 0; i < mask.length; i++) {
    const set = matte.data[i]! >= 128 ? 1 : 0;
    both += mask[i]! & set;
    either += mask[i]! | set;
  }
  return both / either;
}

const [folder, out, ...parts] = process.argv.slice(2);
if (!folder || !out) {
  console.error('usage: node server/bench/reading-sheet.ts PHOTOS OUT.png [part of a name, …]');
  process.exit(2);
}
const prior = await createNodePrior();
const photos = listPhotos(folder).filter(
  (photo) => parts.length === 0 || parts.some((part) => photo.includes(part)),
);
const cells: OverlayOptions[] = [];
let right = 0;
for (const [i, photo] of photos.entries()) {
  const left = (i % COLUMNS) * CELL.width;
  const top = Math.floor(i / COLUMNS) * CELL.height;
  const started = performance.now();
  try {
    const image = await decodePhoto(await readFile(join(folder, photo)));
    const reading = await readGarment(
      image,
      prior,
      { category: 'auto' },
      { signal: { aborted: false }, progress: () => {}, log: () => {}, now: performance.now },
    );
    const elapsed = Math.round(performance.now() - started);
    const good = categoriesOf(photo).includes(reading.category.value);
    if (good) right++;
    const iou = silhouetteIou(reading).toFixed(4);
    const line = `${good ? ' ' : 'X'} ${photo} ${reading.category.value} ${reading.category.confidence.toFixed(2)} ${reading.upper ?? ''} iou ${iou} ${elapsed} ms`;
    console.log(line);
    const scale = Math.min(
      CELL.width / reading.width,
      (CELL.height - CELL.caption) / reading.height,
    );
    const shapes = readingShapes(reading, { scale, names: false });
    cells.push({ input: await drawOverPhoto(reading, scale, shapes), left, top });
    cells.push({ input: captionSvg(line), left, top });
  } catch (error) {
    console.log(`X ${photo} refused: ${error instanceof Error ? error.message : error}`);
  }
}
await sharp({
  create: {
    width: COLUMNS * CELL.width,
    height: Math.max(1, Math.ceil(photos.length / COLUMNS)) * CELL.height,
    channels: 3,
    background: '#555',
  },
})
  .composite(cells)
  .png()
  .toFile(out);
console.log(`${right} of ${photos.length} categories right`);
