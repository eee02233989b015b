import type { RgbImage } from './rgb-image.ts';

/** Named as in Pillow. Bicubic is Keys' kernel with a = -0.5 (Keys 1981, doi:10.1109/TASSP.1981.1163711). */
export type ResampleFilter = 'bilinear' | 'bicubic';

/** Half the width of each kernel, in source samples when nothing shrinks. */
const RADIUS: Readonly<Record<ResampleFilter, number>> = { bilinear: 1, bicubic: 2 };
const KEYS_A = -0.5;

/**
 * Bits behind the point of a weight: 32 less 8 for the byte, and 2 for the sign and for a kernel whose
 * weights overshoot one. Networks were trained on pictures that were resized in this fixed point.
 */
const WEIGHT_BITS = 22;

function kernel(filter: ResampleFilter, distance: number): number {
  const x = Math.abs(distance);
  if (filter === 'bilinear') return Math.max(0, 1 - x);
  if (x < 1) return ((KEYS_A + 2) * x - (KEYS_A + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * KEYS_A;
  return 0;
}

/** What each sample of the result reads of its row or column. */
interface Taps {
  /** Most samples that one result reads; the stride of `weights`. */
  readonly stride: number;
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** Fixed point, see {@link WEIGHT_BITS}. */
  readonly weights: Int32Array;
}

/** The kernel grows with the factor that a picture shrinks by, so that nothing is skipped. */
function tapsFor(from: number, to: number, filter: ResampleFilter): Taps {
  const scale = from / to;
  const spread = Math.max(scale, 1);
  const reach = RADIUS[filter] * spread;
  const narrowing = 1 / spread;
  const stride = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Int32Array(to * stride);
  const row = new Float64Array(stride);
  for (let o = 0; o < to; o++) {
    const centre = (o + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const taps = Math.min(from, Math.trunc(centre + reach + 0.5)) - start;
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      row[k] = kernel(filter, (start + k - centre + 0.5) * narrowing);
      sum += row[k]!;
    }
    for (let k = 0; k < taps; k++) {
      const scaled = (row[k]! / sum) * 2 ** WEIGHT_BITS;
      weights[o * stride + k] = Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    first[o] = start;
    count[o] = taps;
  }
  return { stride, first, count, weights };
}

function toByte(fixed: number): number {
  const value = fixed >> WEIGHT_BITS;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/**
 * One pass of the two.
 *
 * @param lines Rows where samples of a row are combined, else samples of a row.
 * @param along Distance in bytes between the samples that are combined; `across` between lines.
 */
function resampleLines(
  source: Uint8Array,
  target: Uint8Array,
  taps: Taps,
  lines: number,
  step: { along: number; across: number; targetAlong: number; targetAcross: number },
): void {
  const { stride, first, count, weights } = taps;
  const half = 1 << (WEIGHT_BITS - 1);
  for (let o = 0; o < first.length; o++) {
    const begin = o * stride;
    const taken = count[o]!;
    for (let line = 0; line < lines; line++) {
      let i = first[o]! * step.along + line * step.across;
      let [r, g, b] = [half, half, half];
      for (let k = 0; k < taken; k++, i += step.along) {
        const weight = weights[begin + k]!;
        r += weight * source[i]!;
        g += weight * source[i + 1]!;
        b += weight * source[i + 2]!;
      }
      const to = o * step.targetAlong + line * step.targetAcross;
      target[to] = toByte(r);
      target[to + 1] = toByte(g);
      target[to + 2] = toByte(b);
    }
  }
}

/**
 * Resizes as Pillow's `Image.resize` does, to the same bytes: rows first, then columns, antialiased, and
 * rounded to 8 bits after each. The networks of the view generator were trained on pictures made so;
 * canvas and sharp use other kernels. Checked against Pillow by models/export.
 *
 * @returns the picture itself where its size is the wanted one.
 */
export function resampleBytes(
  image: RgbImage,
  toWidth: number,
  toHeight: number,
  filter: ResampleFilter,
): RgbImage {
  const { width, height } = image;
  let pixels = image.data;
  if (toWidth !== width) {
    const across = new Uint8Array(toWidth * height * 3);
    const step = { along: 3, across: width * 3, targetAlong: 3, targetAcross: toWidth * 3 };
    resampleLines(pixels, across, tapsFor(width, toWidth, filter), height, step);
    pixels = across;
  }
  if (toHeight !== height) {
    const down = new Uint8Array(toWidth * toHeight * 3);
    const step = { along: toWidth * 3, across: 3, targetAlong: toWidth * 3, targetAcross: 3 };
    resampleLines(pixels, down, tapsFor(height, toHeight, filter), toWidth, step);
    pixels = down;
  }
  return pixels === image.data ? image : { width: toWidth, height: toHeight, data: pixels };
}
