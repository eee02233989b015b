const SWEEPS = 12;
/** Below this many pixels a level is solved by sweeps alone. */
const COARSEST = 6;

/**
 * Fills unknown values with the smoothest continuation of the known ones: Laplace's equation,
 * started from a half-size solution and relaxed by Gauss-Seidel at each size.
 *
 * @param values three floats a pixel; unknown ones are overwritten.
 * @param known non-zero where the value stands.
 */
export function diffuseFill(
  values: Float32Array,
  known: Uint8Array,
  width: number,
  height: number,
): void {
  if (width > COARSEST && height > COARSEST) {
    const halfWidth = (width + 1) >> 1;
    const halfHeight = (height + 1) >> 1;
    const coarse = new Float32Array(3 * halfWidth * halfHeight);
    const weights = new Uint8Array(halfWidth * halfHeight);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const i = y * width + x;
        if (!known[i]) continue;
        const o = (y >> 1) * halfWidth + (x >> 1);
        weights[o] = weights[o]! + 1;
        for (let k = 0; k < 3; k += 1) coarse[3 * o + k] = coarse[3 * o + k]! + values[3 * i + k]!;
      }
    }
    for (let o = 0; o < weights.length; o += 1) {
      if (!weights[o]) continue;
      for (let k = 0; k < 3; k += 1) coarse[3 * o + k] = coarse[3 * o + k]! / weights[o]!;
    }
    diffuseFill(coarse, weights, halfWidth, halfHeight);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const i = y * width + x;
        if (known[i]) continue;
        const o = (y >> 1) * halfWidth + (x >> 1);
        for (let k = 0; k < 3; k += 1) values[3 * i + k] = coarse[3 * o + k]!;
      }
    }
  } else {
    startFromMean(values, known);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) relax(values, known, width, height);
}

function startFromMean(values: Float32Array, known: Uint8Array): void {
  const mean = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < known.length; i += 1) {
    if (!known[i]) continue;
    count += 1;
    for (let k = 0; k < 3; k += 1) mean[k] = mean[k]! + values[3 * i + k]!;
  }
  for (let i = 0; i < known.length; i += 1) {
    if (known[i]) continue;
    for (let k = 0; k < 3; k += 1) values[3 * i + k] = count > 0 ? mean[k]! / count : 0;
  }
}

function relax(values: Float32Array, known: Uint8Array, width: number, height: number): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      if (known[i]) continue;
      const left = 3 * (x > 0 ? i - 1 : i);
      const right = 3 * (x + 1 < width ? i + 1 : i);
      const above = 3 * (y > 0 ? i - width : i);
      const below = 3 * (y + 1 < height ? i + width : i);
      for (let k = 0; k < 3; k += 1) {
        values[3 * i + k] =
          (values[left + k]! + values[right + k]! + values[above + k]! + values[below + k]!) / 4;
      }
    }
  }
}
