import type { RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toImage } from '../landmarks/garment-frame.ts';
import { type MiddleLine, middleAt } from './closure-line.ts';

/** Columns and rows are this share of half the torso's width apart. */
export const GAP_STEP = 1 / 80;
/** Cloth of the fronts is gathered this far above and below a row, half torso widths, but not from the rows next to it. */
const ROWS_AROUND = 0.1;
const ROWS_NEXT = 2;
/** One in so many of the pixels there, each way, is compared with. */
const EVERY = 3;
/** So much of the gathered cloth may be like a pixel that still counts as unlike it: stray threads, the gap itself. */
const STRAY_SHARE = 0.03;
/** Colours are means over this many rows to each side: edges are upright, and noise and crossing threads go. */
const MEAN_ROWS = 2;
/** Colour distance that is unlike at least: levels, and a share of the fronts' brightness. */
const LEAST_UNLIKE = 3.5;
const LEAST_UNLIKE_SHARE = 0.025;
/** And over the distances that are usual within the fronts. */
const OVER_FRONTS = 1.6;
const USUAL = 0.85;

/** Where a gap may lie, and where the cloth of the fronts, in half torso widths off the middle. */
export interface GapWindows {
  readonly middle: number;
  readonly beside: readonly [number, number];
}

/** How unlike the cloth of the fronts on both sides the middle of a front is, row by row. */
export interface Unlikeness {
  readonly rows: number;
  readonly columns: number;
  /** Colour distance over the one from which it is unlike, by row and column. */
  readonly values: Float32Array;
  /** Brightness, levels. */
  readonly light: Float32Array;
  /** u of the first column and level v, by row, frame coordinates. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Distance of two columns, pixels. */
  readonly step: number;
  /** rgb of the middle's pixels, by row and column. */
  readonly rgb: Float32Array;
  /** Colours of the fronts, rgb triples, and the distance from which a colour is unlike them. */
  readonly cloth: readonly number[];
  readonly threshold: number;
}

/** Distance (levels) from a colour to the nearest of a palette (rgb triples) but for a few strays. */
export function distanceTo(palette: readonly number[], r: number, g: number, b: number): number {
  const strays = Math.floor((STRAY_SHARE * palette.length) / 3);
  const nearest = new Float64Array(strays + 1).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i + 2 < palette.length; i += 3) {
    const away = (palette[i]! - r) ** 2 + (palette[i + 1]! - g) ** 2 + (palette[i + 2]! - b) ** 2;
    if (away >= nearest[strays]!) continue;
    let k = strays;
    while (k > 0 && nearest[k - 1]! > away) {
      nearest[k] = nearest[k - 1]!;
      k--;
    }
    nearest[k] = away;
  }
  return Math.sqrt(nearest[strays]!);
}

function brightness([r, g, b]: readonly [number, number, number]): number {
  return 0.3 * r + 0.59 * g + 0.11 * b;
}

/** rgb by row and column, `reach` columns to each side of the middle. */
function sampleRows(
  image: RgbaImage,
  frame: GarmentFrame,
  middle: MiddleLine,
  v: Float64Array,
  step: number,
  reach: number,
): Float32Array {
  const rows = v.length;
  const stride = 3 * (2 * reach + 1);
  const single = new Float32Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    for (let column = -reach; column <= reach; column++) {
      const [x, y] = toImage(frame, middleAt(middle, v[row]!) + column * step, v[row]!);
      const px = Math.min(image.width - 1, Math.max(0, Math.floor(x)));
      const py = Math.min(image.height - 1, Math.max(0, Math.floor(y)));
      const i = 4 * (py * image.width + px);
      single.set(image.data.subarray(i, i + 3), row * stride + 3 * (column + reach));
    }
  }
  return single.map((_, i) => {
    const row = Math.floor(i / stride);
    const first = Math.max(0, row - MEAN_ROWS);
    const last = Math.min(rows - 1, row + MEAN_ROWS);
    let sum = 0;
    for (let r = first; r <= last; r++) sum += single[r * stride + (i % stride)]!;
    return sum / (last - first + 1);
  });
}

/**
 * Compares the middle of a front with the cloth beside it, between two levels.
 *
 * @param torso Half the torso's width, pixels. @param from Level v, below the neckline. @param to Level v, at the hem.
 */
export function unlikeFronts(
  image: RgbaImage,
  frame: GarmentFrame,
  middle: MiddleLine,
  torso: number,
  [from, to]: readonly [number, number],
  windows: GapWindows,
): Unlikeness {
  const step = GAP_STEP * torso;
  const rows = Math.max(2, Math.floor((to - from) / step));
  const half = Math.round(windows.middle / GAP_STEP);
  const [near, far] = windows.beside.map((u) => Math.round(u / GAP_STEP)) as [number, number];
  const v = Float64Array.from({ length: rows }, (_, row) => from + row * step);
  const sampled = sampleRows(image, frame, middle, v, step, far);
  const colourAt = (row: number, column: number): readonly [number, number, number] => {
    const i = 3 * (row * (2 * far + 1) + column + far);
    return [sampled[i]!, sampled[i + 1]!, sampled[i + 2]!];
  };
  const beside: number[] = [];
  for (let column = near; column <= far; column += EVERY) beside.push(-column, column);
  const cloth = Array.from({ length: rows }, (_, row) =>
    beside.flatMap((column) => colourAt(row, column)),
  );
  const around = Math.round(ROWS_AROUND / GAP_STEP);
  const columns = 2 * half + 1;
  const values = new Float32Array(rows * columns);
  const light = new Float32Array(rows * columns);
  const rgb = new Float32Array(3 * rows * columns);
  const within: number[] = [];
  for (let row = 0; row < rows; row++) {
    const palette: number[] = [];
    for (let other = row - around; other <= row + around; other += EVERY) {
      if (Math.abs(other - row) > ROWS_NEXT) palette.push(...(cloth[other] ?? []));
    }
    for (let column = 0; column < columns; column++) {
      const colour = colourAt(row, column - half);
      const at = row * columns + column;
      values[at] = distanceTo(palette, ...colour);
      light[at] = brightness(colour);
      rgb.set(colour, 3 * at);
    }
    const own = cloth[row]!;
    for (let i = 0; i < own.length; i += 3) {
      within.push(distanceTo(palette, own[i]!, own[i + 1]!, own[i + 2]!));
    }
  }
  within.sort((a, b) => a - b);
  const usual = within[Math.floor(USUAL * within.length)]!;
  const frontLight = cloth.flat().reduce((sum, level) => sum + level, 0) / (3 * within.length);
  const least = LEAST_UNLIKE + LEAST_UNLIKE_SHARE * frontLight;
  const threshold = Math.max(least, OVER_FRONTS * usual);
  for (let i = 0; i < values.length; i++) values[i]! /= threshold;
  const u = v.map((level) => middleAt(middle, level) - half * step);
  return { rows, columns, values, light, u, v, step, rgb, cloth: cloth.flat(), threshold };
}
