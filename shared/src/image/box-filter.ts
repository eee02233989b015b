/**
 * Mean over a square window by running sums; windows are cut at the image's border.
 *
 * @param source `width * height` values, read only.
 * @param radius Window side is `2 radius + 1`.
 */
export function boxMean(
  source: ArrayLike<number>,
  width: number,
  height: number,
  radius: number,
): Float32Array {
  const across = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    let count = 0;
    const prefill = Math.min(radius, width);
    for (let x = 0; x < prefill; x++) {
      sum += source[row + x]!;
      count++;
    }
    for (let x = 0; x < width; x++) {
      const enter = x + radius;
      if (enter < width) {
        sum += source[row + enter]!;
        count++;
      }
      const leave = x - radius - 1;
      if (leave >= 0) {
        sum -= source[row + leave]!;
        count--;
      }
      across[row + x] = sum / count;
    }
  }
  const result = new Float32Array(width * height);
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
