/** Points of a neckline, evenly spread along it. */
export const NECKLINE_POINTS = 41;

/** Exponents p and q of y = depth (1 - |x/width|^p)^(1/q). */
export type NecklineShape = readonly [number, number];

/** Shapes y = depth (1 - |x/width|^p)^(1/q): a V is (1, 1), an ellipse (2, 2), a square neck (4, 4). */
export const SHAPES: readonly NecklineShape[] = [
  [1, 1],
  [1.25, 1],
  [1.6, 1],
  [2, 1],
  [1.5, 1.5],
  [2, 1.5],
  [2, 2],
  [2.5, 2.5],
  [3.5, 3.5],
];
/** A front that opens or has a collar ends in a point. */
export const POINTED: typeof SHAPES = [
  [1, 1],
  [1.25, 1],
  [1.6, 1],
  [1.25, 1.25],
  [1.5, 1.5],
];

/** A neckline of the family: xy pairs in the patch, evenly spread, from right to left. @param skew How far its lowest point lies beside the middle, in widths. */
export function drawShape(
  depth: number,
  width: number,
  [p, q]: NecklineShape,
  skew: number,
): Float64Array {
  const fine = 2 * (NECKLINE_POINTS - 1);
  const dense = new Float64Array(2 * (fine + 1));
  const lengths = new Float64Array(fine + 1);
  for (let i = 0; i <= fine; i++) {
    // Cosine spacing: necklines are steepest at their ends.
    const t = -Math.cos((Math.PI * i) / fine);
    dense[2 * i] = width * (t + skew * (1 - t * t));
    dense[2 * i + 1] = depth * Math.max(0, 1 - Math.abs(t) ** p) ** (1 / q);
    if (i > 0) {
      lengths[i] =
        lengths[i - 1]! +
        Math.hypot(dense[2 * i]! - dense[2 * i - 2]!, dense[2 * i + 1]! - dense[2 * i - 1]!);
    }
  }
  const points = new Float64Array(2 * NECKLINE_POINTS);
  let k = 0;
  for (let i = 0; i < NECKLINE_POINTS; i++) {
    const wanted = (lengths[fine]! * i) / (NECKLINE_POINTS - 1);
    while (k < fine - 1 && lengths[k + 1]! < wanted) k++;
    const t = (wanted - lengths[k]!) / Math.max(1e-9, lengths[k + 1]! - lengths[k]!);
    for (let c = 0; c < 2; c++) {
      points[2 * i + c] = dense[2 * k + c]! + t * (dense[2 * k + 2 + c]! - dense[2 * k + c]!);
    }
  }
  return points;
}
