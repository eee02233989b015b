import { boxMean } from '../image/box-filter.ts';
import type { RgbaImage } from '../image/image.ts';
import { type ColourHistogram, colourHistogram, histogramBin } from './colour-histogram.ts';

/** Cells of the statistics grid are this many half-size pixels wide: colours vary slowly beside that. */
const CELL = 4;
/** Half the side of the windows that statistics are taken from, in cells; the last is everywhere. */
const RADII = [5, 14, 45] as const;
/** A window counts once it holds this many sampled cells' worth of pixels. */
const MIN_SHARE = 0.02;
/** Camera noise and JPEG blocks: no colour model is narrower, levels of 255. */
const MIN_DEVIATION = 5;
/** Shares of the local colours, of the whole set's colours, and of colours never seen. */
const LOCAL_SHARE = 0.6;
const GLOBAL_SHARE = 0.35;
/** A garment may carry a colour that none of its sure pixels has; a background far less often. */
const NEW_GARMENT_COLOUR = 0.05 / 256 ** 3;
const NEW_BACKGROUND_COLOUR = 0.004 / 256 ** 3;
/** Share of the background that lies in the garment's shadow, and how exactly it keeps its hue, levels. */
const SHADOW_SHARE = 0.05;
const SHADOW_DEVIATION = 6;
const SHADOW_DARKEST = 0.5;
/** A ground this colourful (range of its channels over the largest) keeps its hue in a slit's deep shadow. */
const COLOURFUL = 0.5;
const DEEP_SHADOW_DEVIATION = 12;
const DEEP_SHADOW_DARKEST = 0.2;
/** (2 pi)^(-3/2) */
const GAUSS = 0.0634936;

interface Statistics {
  /** Mean and deviation of each channel by cell: six planes of `columns * rows`. */
  readonly mean: readonly Float32Array[];
  readonly deviation: readonly Float32Array[];
}

function sumCells(
  image: RgbaImage,
  samples: Uint8Array,
  columns: number,
  rows: number,
): Float32Array[] {
  const planes = Array.from({ length: 7 }, () => new Float32Array(columns * rows));
  const { width, height, data } = image;
  for (let y = 0; y < height; y++) {
    const cellRow = Math.floor(y / CELL) * columns;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!samples[i]) continue;
      const cell = cellRow + Math.floor(x / CELL);
      planes[0]![cell]! += 1;
      for (let c = 0; c < 3; c++) {
        const value = data[i * 4 + c]!;
        planes[1 + c]![cell]! += value;
        planes[4 + c]![cell]! += value * value;
      }
    }
  }
  return planes;
}

function statisticsOf(
  image: RgbaImage,
  samples: Uint8Array,
  columns: number,
  rows: number,
): Statistics {
  const sums = sumCells(image, samples, columns, rows);
  const cells = columns * rows;
  const mean = Array.from({ length: 3 }, () => new Float32Array(cells));
  const deviation = Array.from({ length: 3 }, () => new Float32Array(cells));
  const settled = new Uint8Array(cells);
  for (let level = 0; level < RADII.length; level++) {
    const last = level === RADII.length - 1;
    const means = sums.map((plane) => boxMean(plane, columns, rows, RADII[level]!));
    for (let cell = 0; cell < cells; cell++) {
      if (settled[cell]) continue;
      const count = means[0]![cell]!;
      if (count < (last ? 1e-6 : MIN_SHARE * CELL * CELL)) continue;
      settled[cell] = 1;
      for (let c = 0; c < 3; c++) {
        const m = means[1 + c]![cell]! / count;
        const variance = Math.max(0, means[4 + c]![cell]! / count - m * m);
        mean[c]![cell] = m;
        deviation[c]![cell] = Math.sqrt(variance + MIN_DEVIATION * MIN_DEVIATION);
      }
    }
  }
  for (let cell = 0; cell < cells; cell++) {
    if (settled[cell]) continue;
    for (let c = 0; c < 3; c++) {
      mean[c]![cell] = 128;
      deviation[c]![cell] = 90;
    }
  }
  return { mean, deviation };
}

/** Colours of a garment and of its background, near every place and on the whole. */
export interface ColourModels {
  readonly columns: number;
  readonly inside: Statistics;
  readonly outside: Statistics;
  readonly insideAll: ColourHistogram;
  readonly outsideAll: ColourHistogram;
}

/**
 * Learns the colours of two sample sets.
 *
 * @param image At half the working size: colours vary slowly.
 * @param garment Non-zero where a pixel is surely garment; `background` likewise.
 */
export function learnColours(
  image: RgbaImage,
  garment: Uint8Array,
  background: Uint8Array,
): ColourModels {
  const columns = Math.ceil(image.width / CELL);
  const rows = Math.ceil(image.height / CELL);
  return {
    columns,
    inside: statisticsOf(image, garment, columns, rows),
    outside: statisticsOf(image, background, columns, rows),
    insideAll: colourHistogram(image, garment),
    outsideAll: colourHistogram(image, background),
  };
}

/**
 * How much more the garment's colours explain a pixel than the background's do: each a mixture of
 * a local Gaussian and the histogram of the whole sample set; the background's also of itself in
 * shadow.
 *
 * @param x In pixels of the image the models were learnt from; `y` likewise.
 * @param data RGBA bytes; `pixel` is the pixel's number in them.
 * @returns Natural log of the likelihood ratio, positive for garment, not clamped.
 */
export function colourLogRatio(
  models: ColourModels,
  x: number,
  y: number,
  data: Uint8Array | Uint8ClampedArray,
  pixel: number,
): number {
  const cell = Math.floor(y / CELL) * models.columns + Math.floor(x / CELL);
  const bin = histogramBin(data[pixel * 4]!, data[pixel * 4 + 1]!, data[pixel * 4 + 2]!);
  const ofGarment =
    LOCAL_SHARE * density(models.inside, data, pixel, cell) +
    GLOBAL_SHARE * models.insideAll[bin]! +
    NEW_GARMENT_COLOUR;
  const ofBackground =
    LOCAL_SHARE * density(models.outside, data, pixel, cell) +
    GLOBAL_SHARE * models.outsideAll[bin]! +
    SHADOW_SHARE * shadowDensity(models.outside, data, pixel, cell) +
    NEW_BACKGROUND_COLOUR;
  return Math.log(ofGarment / ofBackground);
}

/**
 * The same by the colours near a place alone: what a narrow slit holds is counted as garment at first,
 * and would be known by that on the whole.
 */
export function localLogRatio(
  models: ColourModels,
  x: number,
  y: number,
  data: Uint8Array | Uint8ClampedArray,
  pixel: number,
): number {
  const cell = Math.floor(y / CELL) * models.columns + Math.floor(x / CELL);
  const ofGarment = LOCAL_SHARE * density(models.inside, data, pixel, cell) + NEW_GARMENT_COLOUR;
  const ofBackground =
    LOCAL_SHARE * density(models.outside, data, pixel, cell) +
    SHADOW_SHARE * shadowDensity(models.outside, data, pixel, cell) +
    NEW_BACKGROUND_COLOUR;
  return Math.log(ofGarment / ofBackground);
}

/** Whether the background near a place has a hue of its own. */
export function hasColourfulGround(
  { outside, columns }: ColourModels,
  x: number,
  y: number,
): boolean {
  const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
  const channels = outside.mean.map((plane) => plane[cell]!);
  const most = Math.max(...channels);
  return most - Math.min(...channels) > COLOURFUL * most;
}

/** Gaussian density of a pixel's colour under a cell's statistics, by level cubed. */
function density(
  statistics: Statistics,
  data: Uint8Array | Uint8ClampedArray,
  pixel: number,
  cell: number,
): number {
  let exponent = 0;
  let volume = 1;
  for (let c = 0; c < 3; c++) {
    const deviation = statistics.deviation[c]![cell]!;
    const z = (data[pixel * 4 + c]! - statistics.mean[c]![cell]!) / deviation;
    exponent += z * z;
    volume *= deviation;
  }
  return (GAUSS / volume) * Math.exp(-0.5 * exponent);
}

/** Density of a pixel's colour as that of the local background, darkened evenly, by level cubed. */
function shadowDensity(
  statistics: Statistics,
  data: Uint8Array | Uint8ClampedArray,
  pixel: number,
  cell: number,
): number {
  let dot = 0;
  let norm = 0;
  let square = 0;
  let most = 0;
  let least = 255;
  for (let c = 0; c < 3; c++) {
    const m = statistics.mean[c]![cell]!;
    most = Math.max(most, m);
    least = Math.min(least, m);
    const value = data[pixel * 4 + c]!;
    dot += m * value;
    norm += m * m;
    square += value * value;
  }
  const share = dot / Math.max(1, norm);
  const colourful = most - least > COLOURFUL * most;
  const darkest = colourful ? DEEP_SHADOW_DARKEST : SHADOW_DARKEST;
  if (share >= 1 || share < darkest) return 0;
  const residual = Math.max(0, square - share * dot);
  const deviation = colourful ? DEEP_SHADOW_DEVIATION : SHADOW_DEVIATION;
  const variance = deviation * deviation;
  const along = (1 - darkest) * Math.sqrt(norm);
  return Math.exp((-0.5 * residual) / variance) / (2 * Math.PI * variance * along);
}
