/**
 * Draws the app's icons from public/icons/fitroom.svg: `node web/icons/draw.ts`. Rare; the PNGs are
 * committed.
 */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

const folder = new URL('../public/icons/', import.meta.url).pathname;
const svg = readFileSync(`${folder}fitroom.svg`, 'utf8');
/** Systems cut maskable icons to a circle of 80 % of the side; the mark then stays inside it. */
const maskable = svg
  .replace('rx="15" ', '')
  .replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"')
  .replace('<rect width="64" height="64"', '<rect x="-8" y="-8" width="80" height="80"');
const square = svg.replace('rx="15" ', '');

const draw = (source: string, side: number, name: string) =>
  sharp(Buffer.from(source), { density: 72 * (side / 64) })
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true })
    .toFile(`${folder}${name}`);

await Promise.all([
  draw(svg, 192, 'fitroom-192.png'),
  draw(svg, 512, 'fitroom-512.png'),
  draw(square, 180, 'fitroom-180.png'),
  draw(maskable, 512, 'fitroom-maskable-512.png'),
]);
