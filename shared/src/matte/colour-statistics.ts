import { boxMean } from '../image/box-filter.ts';
import type { RgbaImage } from '../image/image.ts';

/** Cells of the statistics grid are this many half-size pixels wide: colours vary slowly beside that. */
export const CELL = 4;
/** Half the side of the windows that statistics are taken from, in cells; the last is everywhere. */
const RADII = [5, 14, 45] as const;
/** A window counts once it holds this many sampled cells' worth of pixels. */
const MIN_SHARE = 0.02;
/** Camera noise and JPEG blocks: no colour model is narrower, levels of 255. */
const MIN_DEVIATION = 5;
/** What the other channels leave of a channel's variance is no less, levels squared. */
const LEAST_REST = 4;
/** (2 pi)^(-3/2) */
const GAUSS = 0.0634936;

/** Numbers that a cell keeps: mean, whitening matrix (lower triangle by rows), density at the mean. */
const KEPT = 10;
/** Sums of a cell: count, channels, their products rr rg rb gg gb bb. */
const SUMS = 10;

/** A Gaussian of colours for each cell of a grid, with the covariance of the channels. */
export interface ColourStatistics {
  readonly columns: number;
  readonly cells: number;
  /** {@link KEPT} numbers a cell. */
  readonly kept: Float32Array;
}

function sumCells(
  { width, height, data }: RgbaImage,
  samples: Uint8Array,
  columns: number,
  rows: number,
): readonly Float32Array[] {
  const cells = columns * rows;
  const sums = new Float32Array(SUMS * cells);
  for (let y = 0; y < height; y++) {
    addSamples(data, samples, y * width, width, sums, Math.floor(y / CELL) * columns);
  }
  const planes = Array.from({ length: SUMS }, () => new Float32Array(cells));
  for (let k = 0; k < SUMS; k++) {
    const plane = planes[k]!;
    for (let cell = 0; cell < cells; cell++) plane[cell] = sums[cell * SUMS + k]!;
  }
  return planes;
}

/** A row's samples; a function of its own, so that it is compiled once and not in the midst of a picture. */
function addSamples(
  data: RgbaImage['data'],
  samples: Uint8Array,
  row: number,
  width: number,
  sums: Float32Array,
  cellRow: number,
): void {
  for (let x = 0; x < width; x++) {
    const i = row + x;
    if (!samples[i]) continue;
    const r = data[i * 4]!;
    const g = data[i * 4 + 1]!;
    const b = data[i * 4 + 2]!;
    const at = (cellRow + Math.floor(x / CELL)) * SUMS;
    sums[at]!++;
    sums[at + 1]! += r;
    sums[at + 2]! += g;
    sums[at + 3]! += b;
    sums[at + 4]! += r * r;
    sums[at + 5]! += r * g;
    sums[at + 6]! += r * b;
    sums[at + 7]! += g * g;
    sums[at + 8]! += g * b;
    sums[at + 9]! += b * b;
  }
}

/**
 * Learns the colours of a sample set near every place: from a small window where that holds enough
 * samples, from wider ones where not.
 *
 * @param image At half the working size.
 * @param samples Non-zero where a pixel counts.
 */
export function colourStatistics(image: RgbaImage, samples: Uint8Array): ColourStatistics {
  const columns = Math.ceil(image.width / CELL);
  const rows = Math.ceil(image.height / CELL);
  const sums = sumCells(image, samples, columns, rows);
  const cells = columns * rows;
  const kept = new Float32Array(cells * KEPT);
  const settled = new Uint8Array(cells);
  const moments = new Float64Array(SUMS);
  const means = sums.map(() => new Float32Array(cells));
  const across = new Float32Array(cells);
  let left = cells;
  for (let level = 0; level < RADII.length && left > 0; level++) {
    const least = level === RADII.length - 1 ? 1e-6 : MIN_SHARE * CELL * CELL;
    for (let k = 0; k < SUMS; k++) {
      boxMean(sums[k]!, columns, rows, RADII[level]!, means[k]!, across);
    }
    for (let cell = 0; cell < cells; cell++) {
      if (settled[cell] || means[0]![cell]! < least) continue;
      settled[cell] = 1;
      left--;
      for (let k = 0; k < SUMS; k++) moments[k] = means[k]![cell]! / means[0]![cell]!;
      settle(kept, cell, moments);
    }
  }
  for (let cell = 0; cell < cells; cell++) if (!settled[cell]) settle(kept, cell, UNKNOWN);
  return { columns, cells, kept };
}

/** Moments where nothing is known: grey, and any colour nearly as likely. */
const UNKNOWN = Float64Array.from({ length: SUMS }, (_, k) => {
  if (k < 4) return k === 0 ? 1 : 128;
  return 128 * 128 + (k === 4 || k === 7 || k === 9 ? 90 * 90 : 0);
});

/** Keeps a cell's mean and the inverse of its covariance's Cholesky factor. @param moments As SUMS, over the count. */
function settle(kept: Float32Array, cell: number, moments: Float64Array): void {
  const r = moments[1]!;
  const g = moments[2]!;
  const b = moments[3]!;
  const noise = MIN_DEVIATION * MIN_DEVIATION;
  const l00 = Math.sqrt(Math.max(0, moments[4]! - r * r) + noise);
  const l10 = (moments[5]! - r * g) / l00;
  const l20 = (moments[6]! - r * b) / l00;
  const gg = Math.max(0, moments[7]! - g * g) + noise - l10 * l10;
  const l11 = Math.sqrt(Math.max(LEAST_REST, gg));
  const l21 = (moments[8]! - g * b - l20 * l10) / l11;
  const bb = Math.max(0, moments[9]! - b * b) + noise - l20 * l20 - l21 * l21;
  const l22 = Math.sqrt(Math.max(LEAST_REST, bb));
  const at = cell * KEPT;
  kept[at] = r;
  kept[at + 1] = g;
  kept[at + 2] = b;
  kept[at + 3] = 1 / l00;
  kept[at + 4] = -l10 / (l00 * l11);
  kept[at + 5] = 1 / l11;
  kept[at + 6] = (l10 * l21 - l20 * l11) / (l00 * l11 * l22);
  kept[at + 7] = -l21 / (l11 * l22);
  kept[at + 8] = 1 / l22;
  kept[at + 9] = GAUSS / (l00 * l11 * l22);
}

/** @returns Number of the cell that holds a place, in pixels of the image the statistics are of. */
export function cellAt({ columns }: ColourStatistics, x: number, y: number): number {
  return Math.floor(y / CELL) * columns + Math.floor(x / CELL);
}

/** A cell's mean colour, levels. */
export function meanColour(
  { kept }: ColourStatistics,
  cell: number,
): readonly [number, number, number] {
  const at = cell * KEPT;
  return [kept[at]!, kept[at + 1]!, kept[at + 2]!];
}

/** Gaussian density of a colour under a cell's statistics, by level cubed. */
export function colourDensity(
  { kept }: ColourStatistics,
  cell: number,
  red: number,
  green: number,
  blue: number,
): number {
  const at = cell * KEPT;
  const r = red - kept[at]!;
  const g = green - kept[at + 1]!;
  const b = blue - kept[at + 2]!;
  const u = r * kept[at + 3]!;
  const v = r * kept[at + 4]! + g * kept[at + 5]!;
  const w = r * kept[at + 6]! + g * kept[at + 7]! + b * kept[at + 8]!;
  return kept[at + 9]! * Math.exp(-0.5 * (u * u + v * v + w * w));
}

/** A shadow keeps the ground's hue. */
export interface Shadow {
  /** How exactly, levels. */
  readonly deviation: number;
  /** Share of the ground's light that is left at least. */
  readonly darkest: number;
}

/** Density of a colour as that of a cell's mean, darkened evenly, by level cubed. */
export function shadowDensity(
  { kept }: ColourStatistics,
  cell: number,
  red: number,
  green: number,
  blue: number,
  { deviation, darkest }: Shadow,
): number {
  const at = cell * KEPT;
  const r = kept[at]!;
  const g = kept[at + 1]!;
  const b = kept[at + 2]!;
  const dot = r * red + g * green + b * blue;
  const norm = r * r + g * g + b * b;
  const share = dot / Math.max(1, norm);
  if (share >= 1 || share < darkest) return 0;
  const residual = Math.max(0, red * red + green * green + blue * blue - share * dot);
  const variance = deviation * deviation;
  const along = (1 - darkest) * Math.sqrt(norm);
  return Math.exp((-0.5 * residual) / variance) / (2 * Math.PI * variance * along);
}

/** A colour whose channels range over more than this share of the largest has a hue of its own. */
const COLOURFUL = 0.5;

/** Whether a cell's mean colour has a hue of its own, that shadow does not take. */
export function isColourful({ kept }: ColourStatistics, cell: number): boolean {
  const at = cell * KEPT;
  const most = Math.max(kept[at]!, kept[at + 1]!, kept[at + 2]!);
  const least = Math.min(kept[at]!, kept[at + 1]!, kept[at + 2]!);
  return most - least > COLOURFUL * most;
}
