/**
 * Mean over a square window by running sums; windows are cut at the image's border.
 *
 * @param source `width * height` values, read only.
 * @param radius Window side is `2 radius + 1`.
 * @param result Receives the means; as long as `source`. @param across Is overwritten; as long.
 */
export function boxMean(
  source: ArrayLike<number>,
  width: number,
  height: number,
  radius: number,
  result: Float32Array = new Float32Array(width * height),
  across: Float32Array = new Float32Array(width * height),
): Float32Array {
  // One type of array, so that the engine compiles the loops for it alone.
  const values = source instanceof Float32Array ? source : Float32Array.from(source);
  for (let y = 0; y < height; y++) meanOfRow(values, across, y * width, width, radius);
  const sums = new Float64Array(width);
  let count = 0;
  const prefill = Math.min(radius, height);
  for (let y = 0; y < prefill; y++) {
    for (let x = 0; x < width; x++) sums[x]! += across[y * width + x]!;
    count++;
  }
  for (let y = 0; y < height; y++) {
    const enter = y + radius;
    if (enter < height) {
      for (let x = 0; x < width; x++) sums[x]! += across[enter * width + x]!;
      count++;
    }
    const leave = y - radius - 1;
    if (leave >= 0) {
      for (let x = 0; x < width; x++) sums[x]! -= across[leave * width + x]!;
      count--;
    }
    const inverse = 1 / count;
    for (let x = 0; x < width; x++) result[y * width + x] = sums[x]! * inverse;
  }
  return result;
}

function meanOfRow(
  values: Float32Array,
  across: Float32Array,
  row: number,
  width: number,
  radius: number,
): void {
  let sum = 0;
  for (let x = 0; x < Math.min(radius, width); x++) sum += values[row + x]!;
  const firstFull = Math.min(width, radius + 1);
  const lastFull = Math.max(firstFull, width - radius);
  for (let x = 0; x < firstFull; x++) {
    if (x + radius < width) sum += values[row + x + radius]!;
    across[row + x] = sum / Math.min(width, x + radius + 1);
  }
  const inverse = 1 / (2 * radius + 1);
  for (let x = firstFull; x < lastFull; x++) {
    sum += values[row + x + radius]! - values[row + x - radius - 1]!;
    across[row + x] = sum * inverse;
  }
  for (let x = lastFull; x < width; x++) {
    sum -= values[row + x - radius - 1]!;
    across[row + x] = sum / (Math.min(width, x + radius + 1) - Math.max(0, x - radius));
  }
}
