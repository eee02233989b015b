/**
 * Draws what is read in each photo (matte, arcs, landmarks, category) into one contact sheet.
 *
 *   node server/bench/reading-sheet.ts PHOTOS OUT.png [part of a name, …]
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rasterizePolygon } from '@fitroom/shared/outline/rasterize-polygon';
import type { GarmentReading, OutlineArc } from '@fitroom/shared/reading/garment-reading';
import { readGarment } from '@fitroom/shared/reading/read-garment';
import sharp, { type OverlayOptions } from 'sharp';
import { createNodePrior } from '../src/inference/u2netp-node.ts';
import { decodePhoto } from '../src/photos/decode-photo.ts';
import { categoriesOf, listPhotos } from './garment-photos.ts';

const CELL = { width: 300, height: 420, caption: 32 };
const COLUMNS = 6;
const COLOURS: Readonly<Record<OutlineArc['kind'], string>> = {
  neck: '#f0f',
  top: '#f0f',
  waist: '#f0f',
  shoulder: '#0cf',
  cuff: '#ff0',
  leg: '#ff0',
  armhole: '#fa0',
  underarm: '#0f0',
  inseam: '#0f0',
  side: '#f22',
  outseam: '#f22',
  hem: '#26f',
};

function pathOf(points: ArrayLike<number>, from: number, to: number, scale: number): string {
  const count = points.length / 2;
  const steps = ((to - from + count) % count || count) + 1;
  return Array.from({ length: steps }, (_, k) => {
    const i = (from + k) % count;
    return `${(points[i * 2]! * scale).toFixed(1)},${(points[i * 2 + 1]! * scale).toFixed(1)}`;
  }).join(' ');
}

function overlay(reading: GarmentReading, scale: number, caption: string): string {
  const lines = reading.arcs.map(
    ({ kind, from, to }) =>
      `<polyline points="${pathOf(reading.outline, from, to, scale)}" fill="none" stroke="${COLOURS[kind]}" stroke-width="2"/>`,
  );
  const neckline = reading.frontNeckline;
  if (neckline) {
    lines.push(
      `<polyline points="${pathOf(neckline, 0, neckline.length / 2 - 1, scale)}" fill="none" stroke="#f9f" stroke-width="2"/>`,
    );
  }
  for (const { x, y } of reading.landmarks) {
    lines.push(`<circle cx="${x * scale}" cy="${y * scale}" r="3" fill="#fff" stroke="#000"/>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL.width}" height="${CELL.height}">${lines.join('')}<text x="3" y="${CELL.height - 18}" font-size="11" fill="#fff">${caption.slice(0, 48)}</text><text x="3" y="${CELL.height - 5}" font-size="11" fill="#fff">${caption.slice(48)}</text></svg>`;
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
    const dimmed = Buffer.alloc(reading.width * reading.height * 3);
    for (let p = 0; p < reading.width * reading.height; p++) {
      const alpha = 0.45 + (0.55 * reading.matte.data[p]!) / 255;
      for (let c = 0; c < 3; c++) {
        const ground = c === 1 ? 90 : 20;
        dimmed[p * 3 + c] = reading.workingImage.data[p * 4 + c]! * alpha + ground * (1 - alpha);
      }
    }
    const picture = await sharp(dimmed, {
      raw: { width: reading.width, height: reading.height, channels: 3 },
    })
      .resize(Math.round(reading.width * scale), Math.round(reading.height * scale))
      .png()
      .toBuffer();
    cells.push({ input: picture, left, top });
    cells.push({ input: Buffer.from(overlay(reading, scale, line)), left, top });
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
console.log(`${right} of ${photos.length} categories right by folder name`);
