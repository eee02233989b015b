const FAR = 1e12;

/**
 * Squared distance, in pixels, of every pixel to the nearest set pixel (0 on set pixels).
 * Source: Felzenszwalb and Huttenlocher 2012, "Distance Transforms of Sampled Functions".
 *
 * @param mask Non-zero where set.
 * @returns 1e12 everywhere when nothing is set.
 */
export function squaredDistanceTo(mask: Uint8Array, width: number, height: number): Float64Array {
  const result = new Float64Array(width * height);
  // Columns hold 0 or far, so two sweeps do the first pass.
  for (let x = 0; x < width; x++) {
    let distance = FAR;
    for (let y = 0; y < height; y++) {
      const i = y * width + x;
      distance = mask[i] ? 0 : distance + 1;
      result[i] = distance;
    }
    distance = FAR;
    for (let y = height - 1; y >= 0; y--) {
      const i = y * width + x;
      distance = mask[i] ? 0 : distance + 1;
      if (distance < result[i]!) result[i] = distance;
    }
  }
  const line = new Float64Array(width);
  const apex = new Int32Array(width);
  const starts = new Float64Array(width + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const d = result[row + x]!;
      line[x] = d >= FAR ? FAR : d * d;
    }
    let top = 0;
    apex[0] = 0;
    starts[0] = -FAR;
    starts[1] = FAR;
    for (let x = 1; x < width; x++) {
      let cross: number;
      for (;;) {
        const a = apex[top]!;
        cross = (line[x]! + x * x - line[a]! - a * a) / (2 * x - 2 * a);
        if (cross > starts[top]! || top === 0) break;
        top--;
      }
      if (cross <= starts[top]!) {
        apex[top] = x;
      } else {
        top++;
        apex[top] = x;
        starts[top] = cross;
      }
      starts[top + 1] = FAR;
    }
    let k = 0;
    for (let x = 0; x < width; x++) {
      while (starts[k + 1]! < x) k++;
      const a = apex[k]!;
      result[row + x] = Math.min(FAR, (x - a) * (x - a) + line[a]!);
    }
  }
  return result;
}
