import type { RgbaImage } from './image.ts';

/** What each output sample reads: `count` input samples and their weights. */
interface Taps {
  readonly count: number;
  /** Input sample numbers, kept inside the image. */
  readonly places: Int32Array;
  readonly weights: Float64Array;
}

function clampIndex(i: number, size: number): number {
  return i < 0 ? 0 : i >= size ? size - 1 : i;
}

/**
 * Area weights when shrinking, linear interpolation when enlarging. Only sums, products and
 * quotients are used, so that every engine gives the same bits.
 */
function tapsFor(from: number, to: number): Taps {
  const scale = from / to;
  const shrinks = scale > 1;
  const count = shrinks ? Math.ceil(scale) + 1 : 2;
  const places = new Int32Array(to * count);
  const weights = new Float64Array(to * count);
  for (let o = 0; o < to; o++) {
    const start = Math.floor(shrinks ? o * scale : (o + 0.5) * scale - 0.5);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const i = start + k;
      const weight = shrinks
        ? Math.max(0, Math.min(i + 1, (o + 1) * scale) - Math.max(i, o * scale))
        : Math.max(0, 1 - Math.abs(i + 0.5 - (o + 0.5) * scale));
      places[o * count + k] = clampIndex(i, from);
      weights[o * count + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < count; k++) weights[o * count + k] = weights[o * count + k]! / sum;
  }
  return withoutIdle({ count, places, weights });
}

/** Drops the last taps where no output sample gives them weight, as at half size. */
function withoutIdle({ count, places, weights }: Taps): Taps {
  let used = count;
  const isIdle = (k: number): boolean => {
    for (let t = k; t < weights.length; t += count) if (weights[t] !== 0) return false;
    return true;
  };
  while (used > 1 && isIdle(used - 1)) used--;
  if (used === count) return { count, places, weights };
  const keep = (_: number, t: number): boolean => t % count < used;
  return { count: used, places: places.filter(keep), weights: weights.filter(keep) };
}

/** How many values of a sample are taken: its only one, the first three of four, or all four. */
type Channels = 1 | 3 | 4;

/** Where the row `y` of an image begins in the array that is read. */
type RowPlace = (y: number) => number;

/** Adds up one resampled row. */
type RowSampler = (y: number, result: Float32Array, to: number) => void;

/**
 * Resamples row by row, and keeps but the rows that the next ones read again: whole images on the way cost
 * more in fresh memory than their samples do.
 *
 * @param source Holds the row that `rowOf` was last asked for.
 * @returns adds row `y` to `result` from `to` on; rows are asked for from the first to the last.
 */
function rowSampler(
  source: ArrayLike<number>,
  rowOf: RowPlace,
  size: readonly [width: number, height: number],
  channels: Channels,
  toSize: readonly [width: number, height: number],
): RowSampler {
  const across = tapsFor(size[0], toSize[0]);
  const down = tapsFor(size[1], toSize[1]);
  const rowLength = toSize[0] * channels;
  const sampleAcross = ACROSS[channels];
  // Neighbouring places fall into different slots.
  const kept = new Float32Array(down.count * rowLength);
  const rowInSlot = new Int32Array(down.count).fill(-1);
  return (y, result, to) => {
    for (let k = y * down.count; k < (y + 1) * down.count; k++) {
      const weight = down.weights[k]!;
      if (weight === 0) continue;
      const row = down.places[k]!;
      const slot = row % down.count;
      const from = slot * rowLength;
      if (rowInSlot[slot] !== row) {
        sampleAcross(source, rowOf(row), across, kept, from, rowLength);
        rowInSlot[slot] = row;
      }
      addRow(result, to, kept, from, rowLength, weight);
    }
  };
}

type AcrossSampler = (
  source: ArrayLike<number>,
  row: number,
  taps: Taps,
  samples: Float32Array,
  at: number,
  length: number,
) => void;

function sampleAcross1(
  source: ArrayLike<number>,
  row: number,
  { count, places, weights }: Taps,
  samples: Float32Array,
  at: number,
  length: number,
): void {
  let t = 0;
  for (let o = at; o < at + length; o++) {
    let sum = 0;
    for (const end = t + count; t < end; t++) sum += weights[t]! * source[row + places[t]!]!;
    samples[o] = sum;
  }
}

/** The hot case: one pass over the taps for all three. */
function sampleAcross3(
  source: ArrayLike<number>,
  row: number,
  { count, places, weights }: Taps,
  samples: Float32Array,
  at: number,
  length: number,
): void {
  let t = 0;
  for (let o = at; o < at + length; o += 3) {
    let a = 0;
    let b = 0;
    let c = 0;
    for (const end = t + count; t < end; t++) {
      const weight = weights[t]!;
      const i = row + places[t]! * 4;
      a += weight * source[i]!;
      b += weight * source[i + 1]!;
      c += weight * source[i + 2]!;
    }
    samples[o] = a;
    samples[o + 1] = b;
    samples[o + 2] = c;
  }
}

function sampleAcross4(
  source: ArrayLike<number>,
  row: number,
  { count, places, weights }: Taps,
  samples: Float32Array,
  at: number,
  length: number,
): void {
  let t = 0;
  for (let o = at; o < at + length; o += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (const end = t + count; t < end; t++) {
      const weight = weights[t]!;
      const i = row + places[t]! * 4;
      a += weight * source[i]!;
      b += weight * source[i + 1]!;
      c += weight * source[i + 2]!;
      d += weight * source[i + 3]!;
    }
    samples[o] = a;
    samples[o + 1] = b;
    samples[o + 2] = c;
    samples[o + 3] = d;
  }
}

/** One function each: any number of channels in one loop would take half as long again. */
const ACROSS: Readonly<Record<Channels, AcrossSampler>> = {
  1: sampleAcross1,
  3: sampleAcross3,
  4: sampleAcross4,
};

/**
 * Resamples interleaved samples: box area when shrinking, linear when
 * enlarging; samples outside repeat the border.
 *
 * @param source `width * height * channels` values, row-major.
 * @returns `toWidth * toHeight * channels` values, not rounded.
 */
export function resampleChannels(
  source: ArrayLike<number>,
  width: number,
  height: number,
  channels: 1 | 4,
  toWidth: number,
  toHeight: number,
): Float32Array {
  return resample(source, [width, height], channels, [toWidth, toHeight]);
}

/** The colours of an image resampled alike, its transparency left out: three values a pixel. */
export function resampleColours(
  { width, height, data }: RgbaImage,
  toWidth: number,
  toHeight: number,
): Float32Array {
  return resample(data, [width, height], 3, [toWidth, toHeight]);
}

function resample(
  source: ArrayLike<number>,
  size: readonly [width: number, height: number],
  channels: Channels,
  toSize: readonly [width: number, height: number],
): Float32Array {
  const stride = channels === 1 ? 1 : 4;
  const rowOf = (y: number): number => y * size[0] * stride;
  const sample = rowSampler(source, rowOf, size, channels, toSize);
  const rowLength = toSize[0] * channels;
  const result = new Float32Array(rowLength * toSize[1]);
  for (let y = 0; y < toSize[1]; y++) sample(y, result, y * rowLength);
  return result;
}

function addRow(
  result: Float32Array,
  to: number,
  samples: Float32Array,
  from: number,
  length: number,
  weight: number,
): void {
  for (let i = 0; i < length; i++) result[to + i]! += weight * samples[from + i]!;
}

/**
 * Resizes a photo; colours of transparent pixels do not bleed into opaque ones.
 *
 * @param image Straight alpha, as RgbaImage says.
 */
export function resizeImage(image: RgbaImage, toWidth: number, toHeight: number): RgbaImage {
  const { width, height, data } = image;
  if (width === toWidth && height === toHeight) return image;
  const pixels = width * height;
  let opaque = true;
  for (let i = 3; i < pixels * 4; i += 4) {
    if (data[i] !== 255) {
      opaque = false;
      break;
    }
  }
  if (opaque && width === 2 * toWidth && height === 2 * toHeight) return halved(image);
  const premultiplied = new Float32Array(opaque ? 0 : width * 4);
  const sample = rowSampler(
    opaque ? data : premultiplied,
    opaque ? (y) => y * width * 4 : (y) => premultiplyRow(data, y * width * 4, premultiplied),
    [width, height],
    opaque ? 3 : 4,
    [toWidth, toHeight],
  );
  const result = new Uint8ClampedArray(toWidth * toHeight * 4);
  const row = new Float32Array(toWidth * (opaque ? 3 : 4));
  for (let y = 0; y < toHeight; y++) {
    row.fill(0);
    sample(y, row, 0);
    if (opaque) roundOpaque(row, result, y * toWidth * 4);
    else roundUnmultiplied(row, result, y * toWidth * 4);
  }
  return { width: toWidth, height: toHeight, data: result };
}

/** @returns where the row begins. */
function premultiplyRow(data: RgbaImage['data'], from: number, row: Float32Array): 0 {
  for (let i = 0; i < row.length; i += 4) {
    const alpha = data[from + i + 3]! / 255;
    row[i] = data[from + i]! * alpha;
    row[i + 1] = data[from + i + 1]! * alpha;
    row[i + 2] = data[from + i + 2]! * alpha;
    row[i + 3] = data[from + i + 3]!;
  }
  return 0;
}

function roundOpaque(row: Float32Array, result: Uint8ClampedArray, to: number): void {
  const { length } = row;
  for (let i = 0, o = to; i < length; i += 3, o += 4) {
    result[o] = Math.floor(row[i]! + 0.5);
    result[o + 1] = Math.floor(row[i + 1]! + 0.5);
    result[o + 2] = Math.floor(row[i + 2]! + 0.5);
    result[o + 3] = 255;
  }
}

function roundUnmultiplied(row: Float32Array, result: Uint8ClampedArray, to: number): void {
  for (let i = 0; i < row.length; i += 4) {
    const alpha = row[i + 3]! / 255;
    const inverse = alpha > 0 ? 1 / alpha : 0;
    result[to + i] = Math.floor(row[i]! * inverse + 0.5);
    result[to + i + 1] = Math.floor(row[i + 1]! * inverse + 0.5);
    result[to + i + 2] = Math.floor(row[i + 2]! * inverse + 0.5);
    result[to + i + 3] = Math.floor(row[i + 3]! + 0.5);
  }
}

/** An opaque photo at half its even size, to the same bytes as by weights. */
function halved({ width, height, data }: RgbaImage): RgbaImage {
  const toWidth = width / 2;
  const toHeight = height / 2;
  const result = new Uint8ClampedArray(toWidth * toHeight * 4).fill(255);
  for (let y = 0; y < toHeight; y++) halveRows(data, 2 * y * width * 4, width * 4, result);
  return { width: toWidth, height: toHeight, data: result };
}

/** Two rows of `length` values from `from` on; a function of its own, so that it is compiled once and as it begins. */
function halveRows(
  data: RgbaImage['data'],
  from: number,
  length: number,
  result: Uint8ClampedArray,
): void {
  let o = from / 4;
  let j = from + length;
  for (let i = from; i < from + length; i += 8, j += 8, o += 4) {
    result[o] = (data[i]! + data[i + 4]! + data[j]! + data[j + 4]! + 2) >> 2;
    result[o + 1] = (data[i + 1]! + data[i + 5]! + data[j + 1]! + data[j + 5]! + 2) >> 2;
    result[o + 2] = (data[i + 2]! + data[i + 6]! + data[j + 2]! + data[j + 6]! + 2) >> 2;
  }
}
