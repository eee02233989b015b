import type { RgbaImage } from '../image/image.ts';
import { resizeImage } from '../image/resize.ts';
import { drawText, GLYPH_HEIGHT, GLYPH_STEP } from './draw-text.ts';

/** One photo of a contact sheet with what came of it. */
export interface SheetEntry {
  /** Photo, front, side, back; null where there is none. */
  readonly pictures: readonly (RgbaImage | null)[];
  /** Lines under the pictures; cut to the tile's width. */
  readonly lines: readonly string[];
  readonly verdict: 'valid' | 'invalid' | 'refused';
}

/** Size of one picture, pixels. */
export const CELL_WIDTH = 225;
export const CELL_HEIGHT = 300;
const GAP = 4;
const TEXT_SCALE = 2;
const LINE_HEIGHT = (GLYPH_HEIGHT + 3) * TEXT_SCALE;
const PAPER: Color = [255, 255, 255];
const INK: Color = [40, 40, 44];
const VERDICT_COLOR: Readonly<Record<SheetEntry['verdict'], Color>> = {
  valid: [34, 139, 84],
  invalid: [214, 120, 20],
  refused: [196, 44, 44],
};

type Color = readonly [number, number, number];

/** Letters that fit on a line of a tile with so many pictures. */
export function lettersPerLine(pictures: number): number {
  return Math.floor((pictures * (CELL_WIDTH + GAP) - 3 * GAP) / (GLYPH_STEP * TEXT_SCALE));
}

/** A row of pictures over its lines of text, with a bar in the verdict's colour. */
export function drawTile({ pictures, lines, verdict }: SheetEntry): RgbaImage {
  const width = pictures.length * (CELL_WIDTH + GAP) + GAP;
  const height = CELL_HEIGHT + lines.length * LINE_HEIGHT + 4 * GAP;
  const tile = blank(width, height);
  fillRows(tile, 0, GAP, VERDICT_COLOR[verdict]);
  for (const [i, picture] of pictures.entries()) {
    if (picture) paste(tile, fitInto(picture), GAP + i * (CELL_WIDTH + GAP), 2 * GAP);
  }
  const letters = lettersPerLine(pictures.length);
  for (const [i, line] of lines.entries()) {
    const y = CELL_HEIGHT + 3 * GAP + i * LINE_HEIGHT;
    const color = i === 0 ? VERDICT_COLOR[verdict] : INK;
    drawText(tile, line.slice(0, letters), 2 * GAP, y, TEXT_SCALE, color);
  }
  return tile;
}

function blank(width: number, height: number): RgbaImage {
  const image = { width, height, data: new Uint8ClampedArray(4 * width * height) };
  fillRows(image, 0, height, PAPER);
  return image;
}

function fillRows({ width, data }: RgbaImage, from: number, to: number, color: Color): void {
  for (let i = from * width; i < to * width; i += 1) data.set([...color, 255], 4 * i);
}

/** Scaled to fit a cell, its proportions kept. */
function fitInto(picture: RgbaImage): RgbaImage {
  const scale = Math.min(CELL_WIDTH / picture.width, CELL_HEIGHT / picture.height);
  return resizeImage(
    picture,
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
}

/** Blends by alpha, centred in a cell when smaller than one. */
function paste(onto: RgbaImage, picture: RgbaImage, x: number, y: number): void {
  const left = x + Math.max(0, (CELL_WIDTH - picture.width) >> 1);
  const top = y + Math.max(0, (CELL_HEIGHT - picture.height) >> 1);
  for (let row = 0; row < picture.height; row += 1) {
    for (let column = 0; column < picture.width; column += 1) {
      const from = 4 * (row * picture.width + column);
      const to = 4 * ((row + top) * onto.width + column + left);
      const alpha = picture.data[from + 3]! / 255;
      for (let k = 0; k < 3; k += 1) {
        onto.data[to + k] = picture.data[from + k]! * alpha + onto.data[to + k]! * (1 - alpha);
      }
    }
  }
}
