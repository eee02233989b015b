import type { RgbaImage } from './image.ts';

/** For each output sample: the first input sample it reads and the weights from there on. */
interface Taps {
  readonly first: Int32Array;
  readonly count: number;
  readonly weights: Float64Array;
}

/**
 * Area weights when shrinking, linear interpolation when enlarging. Only sums, products and
 * quotients are used, so that every engine gives the same bits.
 */
function tapsFor(from: number, to: number): Taps {
  const scale = from / to;
  const support = Math.max(1, scale);
  const count = Math.ceil(support) + 2;
  const first = new Int32Array(to);
  const weights = new Float64Array(to * count);
  for (let o = 0; o < to; o++) {
    const centre = (o + 0.5) * scale;
    const start = Math.floor(centre - support);
    first[o] = start;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const i = start + k;
      let weight: number;
      if (scale > 1) {
        const left = Math.max(i, o * scale);
        const right = Math.min(i + 1, (o + 1) * scale);
        weight = Math.max(0, right - left);
      } else {
        weight = Math.max(0, 1 - Math.abs(i + 0.5 - centre));
      }
      weights[o * count + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < count; k++) weights[o * count + k] = weights[o * count + k]! / sum;
  }
  return { first, count, weights };
}

function clampIndex(i: number, size: number): number {
  return i < 0 ? 0 : i >= size ? size - 1 : i;
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
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    for (let x = 0; x < toWidth; x++) {
      const start = tx.first[x]!;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < tx.count; k++) {
          const weight = tx.weights[x * tx.count + k]!;
          if (weight === 0) continue;
          sum += weight * source[row + clampIndex(start + k, width) * channels + c]!;
        }
        across[(y * toWidth + x) * channels + c] = sum;
      }
    }
  }
  const result = new Float32Array(toWidth * toHeight * channels);
  const rowLength = toWidth * channels;
  for (let y = 0; y < toHeight; y++) {
    const start = ty.first[y]!;
    for (let k = 0; k < ty.count; k++) {
      const weight = ty.weights[y * ty.count + k]!;
      if (weight === 0) continue;
      const from = clampIndex(start + k, height) * rowLength;
      const to = y * rowLength;
      for (let i = 0; i < rowLength; i++) result[to + i]! += weight * across[from + i]!;
    }
  }
  return result;
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
