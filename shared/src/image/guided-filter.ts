import { boxMean } from './box-filter.ts';

/**
 * Smooths `source` along the edges of `guide`.
 * Source: He, Sun and Tang 2013, "Guided Image Filtering", grey guide.
 *
 * @param guide 0..1.
 * @param eps Edges of the guide below sqrt(eps) are smoothed over.
 */
export function guidedFilter(
  guide: Float32Array,
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
  eps: number,
): Float32Array {
  const size = width * height;
  const product = new Float32Array(size);
  const square = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    product[i] = guide[i]! * source[i]!;
    square[i] = guide[i]! * guide[i]!;
  }
  const meanGuide = boxMean(guide, width, height, radius);
  const meanSource = boxMean(source, width, height, radius);
  const a = boxMean(product, width, height, radius);
  const b = boxMean(square, width, height, radius);
  for (let i = 0; i < size; i++) {
    const g = meanGuide[i]!;
    const s = meanSource[i]!;
    const slope = (a[i]! - g * s) / (b[i]! - g * g + eps);
    a[i] = slope;
    b[i] = s - slope * g;
  }
  const meanA = boxMean(a, width, height, radius);
  const meanB = boxMean(b, width, height, radius);
  for (let i = 0; i < size; i++) meanA[i] = meanA[i]! * guide[i]! + meanB[i]!;
  return meanA;
}
