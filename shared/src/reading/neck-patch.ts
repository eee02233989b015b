import type { GrayImage, RgbaImage } from '../image/image.ts';

/** Samples per half neck width. */
const RESOLUTION = 40;
/** What the patch covers, in half neck widths: to each side, above and below the line between the corners. */
const ASIDE = 1.25;
const ABOVE = 0.4;
export const NECK_BELOW = 5.2;
/** A pixel is garment from this opacity on. */
const GARMENT = 160;

/**
 * A photo seen from a neck: x from -1 at the wearer's right corner of the opening to 1 at the left
 * one, y down across that line, both in half neck widths.
 */
export interface NeckPatch {
  readonly columns: number;
  readonly rows: number;
  /** Colours by row and column, three a sample, levels. */
  readonly colours: Float32Array;
  /** 1 where the sample is all garment. */
  readonly garment: Uint8Array;
  /** Half the neck's width, pixels. */
  readonly half: number;
  /** Level of the outline's own edge by column; NaN beside the opening. */
  readonly edge: Float64Array;
  readonly toImage: (x: number, y: number) => readonly [number, number];
  readonly toPatch: (imageX: number, imageY: number) => readonly [number, number];
}

/** Number of the sample nearest to a place in the patch; -1 where it lies outside or is not all garment. */
export function garmentSampleAt(
  { columns, rows, garment }: NeckPatch,
  x: number,
  y: number,
): number {
  const column = Math.round((x + ASIDE) * RESOLUTION);
  const row = Math.round((y + ABOVE) * RESOLUTION);
  if (column < 0 || row < 0 || column >= columns || row >= rows) return -1;
  const at = row * columns + column;
  return garment[at] ? at : -1;
}

/**
 * Samples the photo round a neck.
 *
 * @param run The outline between the opening's corners, xy pairs in image pixels, from the wearer's
 *   right corner to the left one.
 */
export function sampleNeck(image: RgbaImage, matte: GrayImage, run: Float64Array): NeckPatch {
  const [rx, ry] = [run[0]!, run[1]!];
  const [lx, ly] = [run.at(-2)!, run.at(-1)!];
  const half = Math.max(4, Math.hypot(lx - rx, ly - ry) / 2);
  const ex = (lx - rx) / 2;
  const ey = (ly - ry) / 2;
  const toImage = (x: number, y: number): readonly [number, number] => [
    (rx + lx) / 2 + x * ex - y * ey,
    (ry + ly) / 2 + x * ey + y * ex,
  ];
  const toPatch = (px: number, py: number): readonly [number, number] => {
    const dx = px - (rx + lx) / 2;
    const dy = py - (ry + ly) / 2;
    const square = ex * ex + ey * ey || 1;
    return [(dx * ex + dy * ey) / square, (dy * ex - dx * ey) / square];
  };
  const columns = Math.round(2 * ASIDE * RESOLUTION) + 1;
  const rows = Math.round((ABOVE + NECK_BELOW) * RESOLUTION) + 1;
  const colours = new Float32Array(columns * rows * 3);
  const garment = new Uint8Array(columns * rows);
  // A sample is the mean of about the pixels that it stands for.
  const reach = Math.max(0, Math.min(3, Math.round(half / RESOLUTION / 2)));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = toImage(column / RESOLUTION - ASIDE, row / RESOLUTION - ABOVE);
      const at = row * columns + column;
      garment[at] = averageAround(image, matte, x, y, reach, colours, at * 3) ? 1 : 0;
    }
  }
  const edge = new Float64Array(columns).fill(Number.NaN);
  for (let i = 0; i + 3 < run.length; i += 2) {
    const [x0, y0] = toPatch(run[i]!, run[i + 1]!);
    const [x1, y1] = toPatch(run[i + 2]!, run[i + 3]!);
    const steps = Math.max(1, Math.ceil(Math.abs(x1 - x0) * RESOLUTION * 2));
    for (let k = 0; k <= steps; k++) {
      const column = Math.round((x0 + ((x1 - x0) * k) / steps + ASIDE) * RESOLUTION);
      const y = y0 + ((y1 - y0) * k) / steps;
      if (column < 0 || column >= columns) continue;
      if (!(edge[column]! >= y)) edge[column] = y;
    }
  }
  return { columns, rows, colours, garment, half, edge, toImage, toPatch };
}

/** Writes the mean colour about an image point; false where not all of it is garment. */
function averageAround(
  image: RgbaImage,
  matte: GrayImage,
  x: number,
  y: number,
  reach: number,
  into: Float32Array,
  at: number,
): boolean {
  const cx = Math.floor(x);
  const cy = Math.floor(y);
  const left = Math.max(0, cx - reach);
  const right = Math.min(image.width - 1, cx + reach);
  const top = Math.max(0, cy - reach);
  const bottom = Math.min(image.height - 1, cy + reach);
  const side = 2 * reach + 1;
  let count = 0;
  let covered = 0;
  let r = 0;
  let g = 0;
  let b = 0;
  for (let py = top; py <= bottom; py++) {
    for (let i = py * image.width + left; i <= py * image.width + right; i++) {
      if (matte.data[i]! >= GARMENT) covered++;
      count++;
      r += image.data[i * 4]!;
      g += image.data[i * 4 + 1]!;
      b += image.data[i * 4 + 2]!;
    }
  }
  if (count > 0) {
    into[at] = r / count;
    into[at + 1] = g / count;
    into[at + 2] = b / count;
  }
  return covered === side * side;
}

/** Level of the outline's edge at x, between its columns' levels; -ABOVE beside the opening. */
export function edgeLevel(patch: NeckPatch, x: number): number {
  const column = Math.round((x + ASIDE) * RESOLUTION);
  const level = patch.edge[column];
  return level === undefined || Number.isNaN(level) ? -ABOVE : level;
}
