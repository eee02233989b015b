import { type ResampleFilter, resampleTaps } from './resample-taps.ts';

/**
 * Resizes planes of numbers as PyTorch's `interpolate` does with antialiasing: rows first, then columns,
 * nothing rounded to bytes between. A cubic kernel overshoots; clamp where that matters.
 *
 * @param planes One after the other, each `height` rows of `width`.
 * @returns the planes themselves where their size is the wanted one.
 */
export function resamplePlanes(
  planes: Float32Array,
  [width, height]: readonly [number, number],
  [toWidth, toHeight]: readonly [number, number],
  filter: ResampleFilter,
): Float32Array {
  const across =
    toWidth === width
      ? planes
      : resampleRows(planes, { from: width, to: toWidth, inner: 1 }, filter);
  if (toHeight === height) return across;
  return resampleRows(across, { from: height, to: toHeight, inner: toWidth }, filter);
}

/** @param inner Values between two samples that are combined: 1 within a row, the width within a column. */
function resampleRows(
  values: Float32Array,
  { from, to, inner }: { from: number; to: number; inner: number },
  filter: ResampleFilter,
): Float32Array {
  const { stride, first, count, weights } = resampleTaps(from, to, filter);
  const lines = values.length / (from * inner);
  const result = new Float32Array(lines * to * inner);
  for (let line = 0; line < lines; line++) {
    for (let o = 0; o < to; o++) {
      const source = (line * from + first[o]!) * inner;
      const target = (line * to + o) * inner;
      for (let at = 0; at < inner; at++) {
        let sum = 0;
        for (let k = 0; k < count[o]!; k++) {
          sum += weights[o * stride + k]! * values[source + k * inner + at]!;
        }
        result[target + at] = sum;
      }
    }
  }
  return result;
}
