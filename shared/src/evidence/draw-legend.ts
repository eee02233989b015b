import type { RgbaImage } from '../image/image.ts';
import { drawText, GLYPH_HEIGHT, GLYPH_STEP } from '../render/draw-text.ts';
import type { MapFigures } from './evidence-figures.ts';
import { MAP_CAPTIONS } from './map-captions.ts';
import { type FitMap, MAP_SCALES, type Rgb } from './map-scales.ts';

const MARGIN = 16;
const BAR_HEIGHT = 22;
const LINE = GLYPH_HEIGHT + 5;
const PAPER: Rgb = [255, 255, 255];
const INK: Rgb = [40, 40, 44];

/**
 * A picture of a map with its legend under it: each step's colour, where it begins, and how much of the
 * cloth lies in it.
 */
export function withLegend(picture: RgbaImage, map: FitMap, figures: MapFigures): RgbaImage {
  const { width } = picture;
  const legendHeight = 2 * MARGIN + BAR_HEIGHT + 4 * LINE;
  const height = picture.height + legendHeight;
  const image = { width, height, data: new Uint8ClampedArray(4 * width * height) };
  image.data.set(picture.data);
  fill(image, 0, picture.height, width, legendHeight, PAPER);
  const { from, colors, unit } = MAP_SCALES[map];
  const captionTop = picture.height + MARGIN;
  drawText(image, MAP_CAPTIONS[map], MARGIN, captionTop, 1, INK);
  const barTop = captionTop + LINE;
  const step = Math.floor((width - 2 * MARGIN) / colors.length);
  colors.forEach((color, i) => {
    const left = MARGIN + i * step;
    fill(image, left, barTop, step, BAR_HEIGHT, color);
    const end = from[i + 1];
    const range =
      i === 0 ? `under ${end} ${unit}` : end ? `${from[i]}-${end} ${unit}` : `${from[i]} ${unit} +`;
    drawText(image, range, left, barTop + BAR_HEIGHT + 4, 1, INK);
    const share = `${(100 * figures.shares[i]!).toFixed(1)} % of cloth`;
    drawText(image, share, left, barTop + BAR_HEIGHT + 4 + LINE, 1, INK);
  });
  const numbers = `mean ${figures.mean.toFixed(1)} ${unit}, 95 % of the cloth below ${figures.p95.toFixed(1)} ${unit}, most ${figures.max.toFixed(1)} ${unit}`;
  const room = Math.floor((width - 2 * MARGIN) / GLYPH_STEP);
  drawText(image, numbers.slice(0, room), MARGIN, barTop + BAR_HEIGHT + 4 + 2 * LINE + 4, 1, INK);
  return image;
}

function fill(
  { width, data }: RgbaImage,
  left: number,
  top: number,
  wide: number,
  high: number,
  color: Rgb,
): void {
  for (let y = top; y < top + high; y++) {
    for (let x = left; x < left + wide; x++) data.set([...color, 255], 4 * (y * width + x));
  }
}
