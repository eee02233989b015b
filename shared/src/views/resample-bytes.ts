import { type ResampleFilter, type ResampleTaps, resampleTaps } from './resample-taps.ts';
import type { RgbImage } from './rgb-image.ts';

/**
 * Bits behind the point of a weight: 32 less 8 for the byte, and 2 for the sign and for a kernel whose
 * weights overshoot one. Networks were trained on pictures that were resized in this fixed point.
 */
const WEIGHT_BITS = 22;

/** Weights in fixed point, see {@link WEIGHT_BITS}. */
function fixedTaps(from: number, to: number, filter: ResampleFilter): FixedTaps {
  const taps = resampleTaps(from, to, filter);
  const weights = Int32Array.from(taps.weights, (weight) => {
    const scaled = weight * 2 ** WEIGHT_BITS;
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  });
  return { ...taps, weights };
}

type FixedTaps = Omit<ResampleTaps, 'weights'> & { readonly weights: Int32Array };

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
  taps: FixedTaps,
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
    resampleLines(pixels, across, fixedTaps(width, toWidth, filter), height, step);
    pixels = across;
  }
  if (toHeight !== height) {
    const down = new Uint8Array(toWidth * toHeight * 3);
    const step = { along: toWidth * 3, across: 3, targetAlong: toWidth * 3, targetAcross: 3 };
    resampleLines(pixels, down, fixedTaps(height, toHeight, filter), toWidth, step);
    pixels = down;
  }
  return pixels === image.data ? image : { width: toWidth, height: toHeight, data: pixels };
}
