/**
 * Number of the nearest set pixel of every pixel, by vector propagation in two sweeps (Danielsson
 * 1980, "Euclidean Distance Mapping"; off by a fraction of a pixel at worst).
 *
 * @param known non-zero where set.
 * @returns -1 everywhere when nothing is set.
 */
export function nearestKnown(known: Uint8Array, width: number, height: number): Int32Array {
  const count = width * height;
  const nearest = new Int32Array(count);
  const squared = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    nearest[i] = known[i] ? i : -1;
    squared[i] = known[i] ? 0 : Number.POSITIVE_INFINITY;
  }
  const take = (i: number, x: number, y: number, neighbour: number) => {
    const candidate = nearest[neighbour]!;
    if (candidate < 0 || candidate === nearest[i]) return;
    const row = (candidate / width) | 0;
    const dx = candidate - row * width - x;
    const dy = row - y;
    const distance = dx * dx + dy * dy;
    if (distance >= squared[i]!) return;
    squared[i] = distance;
    nearest[i] = candidate;
  };
  const sweep = (y: number, other: number) => {
    const row = y * width;
    const otherRow = other * width;
    const hasOther = other >= 0 && other < height;
    for (let x = 0; x < width; x += 1) {
      if (squared[row + x] === 0) continue;
      if (hasOther) {
        take(row + x, x, y, otherRow + x);
        if (x > 0) take(row + x, x, y, otherRow + x - 1);
        if (x + 1 < width) take(row + x, x, y, otherRow + x + 1);
      }
      if (x > 0) take(row + x, x, y, row + x - 1);
    }
    for (let x = width - 2; x >= 0; x -= 1) {
      if (squared[row + x] !== 0) take(row + x, x, y, row + x + 1);
    }
  };
  for (let y = 0; y < height; y += 1) sweep(y, y - 1);
  for (let y = height - 1; y >= 0; y -= 1) sweep(y, y + 1);
  return nearest;
}
