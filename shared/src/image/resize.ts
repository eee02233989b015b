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

function resampleRows(
  source: ArrayLike<number>,
  width: number,
  height: number,
  channels: number,
  taps: Taps,
  across: Float32Array,
  toWidth: number,
): void {
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    for (let x = 0; x < toWidth; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let t = x * taps.count; t < (x + 1) * taps.count; t++) {
          sum += taps.weights[t]! * source[row + taps.places[t]! * channels + c]!;
        }
        across[(y * toWidth + x) * channels + c] = sum;
      }
    }
  }
}

/** The same for four channels, the hot case: one pass over the taps for all of them. */
function resampleRows4(
  source: ArrayLike<number>,
  width: number,
  height: number,
  taps: Taps,
  across: Float32Array,
  toWidth: number,
): void {
  const { count, weights, places } = taps;
  for (let y = 0; y < height; y++) {
    const row = y * width * 4;
    for (let x = 0; x < toWidth; x++) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let t = x * count; t < (x + 1) * count; t++) {
        const weight = weights[t]!;
        const i = row + places[t]! * 4;
        a += weight * source[i]!;
        b += weight * source[i + 1]!;
        c += weight * source[i + 2]!;
        d += weight * source[i + 3]!;
      }
      const o = (y * toWidth + x) * 4;
      across[o] = a;
      across[o + 1] = b;
      across[o + 2] = c;
      across[o + 3] = d;
    }
  }
}

/**
 * Resamples interleaved samples of any channel count: box area when shrinking, linear when
 * enlarging; samples outside repeat the border.
 *
 * @param source `width * height * channels` values, row-major.
 * @returns `toWidth * toHeight * channels` values, not rounded.
 */
export function resampleChannels(
  source: ArrayLike<number>,
  width: number,
  height: number,
  channels: number,
  toWidth: number,
  toHeight: number,
): Float32Array {
  const tx = tapsFor(width, toWidth);
  const ty = tapsFor(height, toHeight);
  const across = new Float32Array(toWidth * height * channels);
  if (channels === 4) resampleRows4(source, width, height, tx, across, toWidth);
  else resampleRows(source, width, height, channels, tx, across, toWidth);
  const result = new Float32Array(toWidth * toHeight * channels);
  const rowLength = toWidth * channels;
  for (let y = 0; y < toHeight; y++) {
    const to = y * rowLength;
    for (let k = 0; k < ty.count; k++) {
      const weight = ty.weights[y * ty.count + k]!;
      if (weight === 0) continue;
      const from = ty.places[y * ty.count + k]! * rowLength;
      addRow(result, to, across, from, rowLength, weight);
    }
  }
  return result;
}

function addRow(
  result: Float32Array,
  to: number,
  across: Float32Array,
  from: number,
  length: number,
  weight: number,
): void {
  for (let i = 0; i < length; i++) result[to + i]! += weight * across[from + i]!;
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
  let source: ArrayLike<number> = data;
  if (!opaque) {
    const premultiplied = new Float32Array(pixels * 4);
    for (let i = 0; i < pixels * 4; i += 4) {
      const alpha = data[i + 3]! / 255;
      premultiplied[i] = data[i]! * alpha;
      premultiplied[i + 1] = data[i + 1]! * alpha;
      premultiplied[i + 2] = data[i + 2]! * alpha;
      premultiplied[i + 3] = data[i + 3]!;
    }
    source = premultiplied;
  }
  const values = resampleChannels(source, width, height, 4, toWidth, toHeight);
  const result = new Uint8ClampedArray(toWidth * toHeight * 4);
  for (let i = 0; i < result.length; i += 4) {
    const alpha = opaque ? 1 : values[i + 3]! / 255;
    const inverse = alpha > 0 ? 1 / alpha : 0;
    result[i] = Math.floor(values[i]! * inverse + 0.5);
    result[i + 1] = Math.floor(values[i + 1]! * inverse + 0.5);
    result[i + 2] = Math.floor(values[i + 2]! * inverse + 0.5);
    result[i + 3] = Math.floor(values[i + 3]! + 0.5);
  }
  return { width: toWidth, height: toHeight, data: result };
}

/** An opaque photo at half its even size, to the same bytes as by weights. */
function halved({ width, height, data }: RgbaImage): RgbaImage {
  const toWidth = width / 2;
  const toHeight = height / 2;
  const result = new Uint8ClampedArray(toWidth * toHeight * 4).fill(255);
  for (let y = 0; y < toHeight; y++) {
    let i = 2 * y * width * 4;
    let j = i + width * 4;
    const end = (y + 1) * toWidth * 4;
    for (let o = y * toWidth * 4; o < end; o += 4, i += 8, j += 8) {
      result[o] = (data[i]! + data[i + 4]! + data[j]! + data[j + 4]! + 2) >> 2;
      result[o + 1] = (data[i + 1]! + data[i + 5]! + data[j + 1]! + data[j + 5]! + 2) >> 2;
      result[o + 2] = (data[i + 2]! + data[i + 6]! + data[j + 2]! + data[j + 6]! + 2) >> 2;
    }
  }
  return { width: toWidth, height: toHeight, data: result };
}
