/**
 * Number of the nearest set pixel of every pixel, by vector propagation in two sweeps (Danielsson
 * 1980, "Euclidean Distance Mapping"; off by a fraction of a pixel at worst).
 *
 * @param known non-zero where set.
 * @returns -1 everywhere when nothing is set.
 */
export function nearestKnown(known: Uint8Array, width: number, height: number): Int32Array {
  const nearest = new Int32Array(width * height);
  for (let i = 0; i < nearest.length; i += 1) nearest[i] = known[i] ? i : -1;
  const squared = (pixel: number, x: number, y: number) => {
    const dx = (pixel % width) - x;
    const dy = ((pixel / width) | 0) - y;
    return dx * dx + dy * dy;
  };
  const take = (i: number, neighbour: number, x: number, y: number) => {
    const candidate = nearest[neighbour]!;
    if (candidate < 0 || candidate === nearest[i]) return;
    if (nearest[i]! < 0 || squared(candidate, x, y) < squared(nearest[i]!, x, y)) {
      nearest[i] = candidate;
    }
  };
  const sweep = (y: number, vertical: number) => {
    const row = y * width;
    const hasRow = y + vertical >= 0 && y + vertical < height;
    for (let x = 0; x < width; x += 1) {
      if (hasRow) {
        const other = row + vertical * width + x;
        take(row + x, other, x, y);
        if (x > 0) take(row + x, other - 1, x, y);
        if (x + 1 < width) take(row + x, other + 1, x, y);
      }
      if (x > 0) take(row + x, row + x - 1, x, y);
    }
    for (let x = width - 2; x >= 0; x -= 1) take(row + x, row + x + 1, x, y);
  };
  for (let y = 0; y < height; y += 1) sweep(y, -1);
  for (let y = height - 1; y >= 0; y -= 1) sweep(y, 1);
  return nearest;
}

/**
 * Gives every pixel that is not known the colour of the nearest known one, so that no uv, however
 * far outside the outline, can read background. Mutates `data`.
 *
 * @param data rgba bytes.
 */
export function fillFromNearest(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  width: number,
  height: number,
): void {
  const nearest = nearestKnown(known, width, height);
  for (let i = 0; i < nearest.length; i += 1) {
    const from = nearest[i]!;
    if (from < 0 || from === i) continue;
    data[4 * i] = data[4 * from]!;
    data[4 * i + 1] = data[4 * from + 1]!;
    data[4 * i + 2] = data[4 * from + 2]!;
  }
}
