/**
 * Fills a closed polygon (even-odd) by pixel centres.
 *
 * @param points xy pairs in pixels; (0, 0) is the outer corner of the first pixel.
 * @returns `width * height` bytes, 1 inside.
 */
export function rasterizePolygon(
  points: ArrayLike<number>,
  width: number,
  height: number,
): Uint8Array {
  const crossings: number[][] = Array.from({ length: height }, () => []);
  const n = points.length / 2;
  for (let i = 0, j = n - 1; i < n; j = i++) {
    let x0 = points[j * 2]!;
    let y0 = points[j * 2 + 1]!;
    let x1 = points[i * 2]!;
    let y1 = points[i * 2 + 1]!;
    if (y0 === y1) continue;
    if (y0 > y1) {
      [x0, x1] = [x1, x0];
      [y0, y1] = [y1, y0];
    }
    const first = Math.max(0, Math.ceil(y0 - 0.5));
    const last = Math.min(height - 1, Math.ceil(y1 - 0.5) - 1);
    for (let y = first; y <= last; y++) {
      crossings[y]!.push(x0 + ((x1 - x0) * (y + 0.5 - y0)) / (y1 - y0));
    }
  }
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = crossings[y]!;
    row.sort((a, b) => a - b);
    for (let k = 0; k + 1 < row.length; k += 2) {
      const from = Math.max(0, Math.ceil(row[k]! - 0.5));
      const to = Math.min(width - 1, Math.ceil(row[k + 1]! - 0.5) - 1);
      for (let x = from; x <= to; x++) mask[y * width + x] = 1;
    }
  }
  return mask;
}
