/**
 * Smooths `source` along the edges of `guide`.
 * Source: He, Sun and Tang 2013, "Guided Image Filtering", grey guide.
 *
 * Both rounds of means are taken row by row from running sums of the columns, so that no mean of the whole
 * image is ever stored. Windows are cut at the image's border.
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
  const slopes = new Float32Array(width * height);
  const offsets = new Float32Array(width * height);
  fitLines({ guide, source, width, height, radius, eps }, slopes, offsets);
  return meanLines(guide, slopes, offsets, width, height, radius);
}

interface Fit {
  readonly guide: Float32Array;
  readonly source: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly eps: number;
}

/** The line through each window's pairs of guide and source: slope and offset. */
function fitLines(
  { guide, source, width, height, radius, eps }: Fit,
  slopes: Float32Array,
  offsets: Float32Array,
): void {
  const g = new Float64Array(width);
  const s = new Float64Array(width);
  const gs = new Float64Array(width);
  const gg = new Float64Array(width);
  const addRow = (y: number, sign: number): void => {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const a = guide[row + x]!;
      const b = source[row + x]!;
      const signed = sign * a;
      g[x]! += signed;
      s[x]! += sign * b;
      gs[x]! += signed * b;
      gg[x]! += signed * a;
    }
  };
  let rows = 0;
  for (let y = 0; y < Math.min(radius, height); y++, rows++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      addRow(y + radius, 1);
      rows++;
    }
    if (y > radius) {
      addRow(y - radius - 1, -1);
      rows--;
    }
    const row = y * width;
    let [sg, ss, sgs, sgg, columns] = [0, 0, 0, 0, 0];
    for (let x = -radius; x < width; x++) {
      const enter = x + radius;
      if (enter < width) {
        sg += g[enter]!;
        ss += s[enter]!;
        sgs += gs[enter]!;
        sgg += gg[enter]!;
        columns++;
      }
      const leave = enter - 2 * radius - 1;
      if (leave >= 0) {
        sg -= g[leave]!;
        ss -= s[leave]!;
        sgs -= gs[leave]!;
        sgg -= gg[leave]!;
        columns--;
      }
      if (x < 0) continue;
      const inverse = 1 / (rows * columns);
      const meanGuide = sg * inverse;
      const meanSource = ss * inverse;
      const covariance = sgs * inverse - meanGuide * meanSource;
      const slope = covariance / (sgg * inverse - meanGuide * meanGuide + eps);
      slopes[row + x] = slope;
      offsets[row + x] = meanSource - slope * meanGuide;
    }
  }
}

/** The mean of the lines of all windows that hold a pixel, at its guide. */
function meanLines(
  guide: Float32Array,
  slopes: Float32Array,
  offsets: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array {
  const result = new Float32Array(width * height);
  const a = new Float64Array(width);
  const b = new Float64Array(width);
  const addRow = (y: number, sign: number): void => {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      a[x]! += sign * slopes[row + x]!;
      b[x]! += sign * offsets[row + x]!;
    }
  };
  let rows = 0;
  for (let y = 0; y < Math.min(radius, height); y++, rows++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      addRow(y + radius, 1);
      rows++;
    }
    if (y > radius) {
      addRow(y - radius - 1, -1);
      rows--;
    }
    const row = y * width;
    let [sa, sb, columns] = [0, 0, 0];
    for (let x = -radius; x < width; x++) {
      const enter = x + radius;
      if (enter < width) {
        sa += a[enter]!;
        sb += b[enter]!;
        columns++;
      }
      const leave = enter - 2 * radius - 1;
      if (leave >= 0) {
        sa -= a[leave]!;
        sb -= b[leave]!;
        columns--;
      }
      if (x >= 0) result[row + x] = (sa * guide[row + x]! + sb) / (rows * columns);
    }
  }
  return result;
}
