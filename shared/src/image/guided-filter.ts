/**
 * Smooths `source` along the edges of `guide`.
 * Source: He, Sun and Tang 2013, "Guided Image Filtering", grey guide.
 *
 * Both rounds of means are taken row by row from running sums of the columns, so that no mean of the whole
 * image is ever stored. Windows are cut at the image's border. Where the source is the same all round,
 * nothing is to be smoothed and nothing is computed.
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
  const runs = variedRuns(source, width, height, 2 * radius);
  const fit: Fit = { guide, source, width, height, radius, eps, runs };
  fitLines(fit, slopes, offsets);
  return meanLines(fit, slopes, offsets);
}

interface Fit {
  readonly guide: Float32Array;
  readonly source: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly eps: number;
  readonly runs: VariedRuns;
}

/** Where a picture varies, in rows of square blocks. */
interface VariedRuns {
  /** Side of a block, pixels. */
  readonly block: number;
  /** By row of blocks, first pixel and the one after the last of each run, from left to right. */
  readonly ofRow: readonly Int32Array[];
}

/** Blocks are no smaller, so that their runs are few. */
const LEAST_BLOCK = 16;

/** The blocks within which, or within `reach` pixels of which, a picture is not all the same. */
function variedRuns(
  source: Float32Array,
  width: number,
  height: number,
  reach: number,
): VariedRuns {
  const block = Math.max(LEAST_BLOCK, reach);
  const across = Math.ceil(width / block);
  const down = Math.ceil(height / block);
  // NaN, unequal to itself, stands for a block that varies.
  const only = new Float32Array(across * down);
  for (let row = 0; row < down; row++) {
    const bottom = Math.min(height, (row + 1) * block);
    for (let column = 0; column < across; column++) {
      const left = column * block;
      const right = Math.min(width, left + block);
      const top = row * block * width;
      const value = source[top + left]!;
      let isSame = true;
      for (let y = top; isSame && y < bottom * width; y += width) {
        isSame = isAll(source, value, y + left, y + right);
      }
      only[row * across + column] = isSame ? value : Number.NaN;
    }
  }
  const ofRow = Array.from({ length: down }, (_, row) => {
    const runs: number[] = [];
    for (let column = 0; column < across; column++) {
      if (!isVaried(only, across, down, row, column)) continue;
      const from = column * block;
      const to = Math.min(width, from + block);
      if (runs.at(-1) === from) runs[runs.length - 1] = to;
      else runs.push(from, to);
    }
    return Int32Array.from(runs);
  });
  return { block, ofRow };
}

function isAll(source: Float32Array, value: number, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (source[i] !== value) return false;
  return true;
}

/** Whether a block or one beside it varies, or they differ from each other. */
function isVaried(
  only: Float32Array,
  across: number,
  down: number,
  row: number,
  column: number,
): boolean {
  const value = only[row * across + column]!;
  for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x++) {
      if (only[y * across + x] !== value) return true;
    }
  }
  return false;
}

// The loops over a row stand alone: each is compiled once, whichever image and round it is called for.

/**
 * Moves a window of rows down an image.
 *
 * @param add Takes a row into the sums of the window (1) or out of them (-1).
 * @param at Called for each row once the window is round it, with the number of rows in it.
 */
function slideDown(
  height: number,
  radius: number,
  add: (y: number, sign: 1 | -1) => void,
  at: (y: number, rows: number) => void,
): void {
  let rows = 0;
  for (let y = 0; y < Math.min(radius, height); y++, rows++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      add(y + radius, 1);
      rows++;
    }
    if (y > radius) {
      add(y - radius - 1, -1);
      rows--;
    }
    at(y, rows);
  }
}

/** Sums of the windows' columns: guide, source, their product, the guide's square. */
interface PairSums {
  readonly g: Float64Array;
  readonly s: Float64Array;
  readonly gs: Float64Array;
  readonly gg: Float64Array;
}

/** The line through each window's pairs of guide and source: slope and offset. */
function fitLines(fit: Fit, slopes: Float32Array, offsets: Float32Array): void {
  const { source, width, height, radius, runs } = fit;
  const sums: PairSums = {
    g: new Float64Array(width),
    s: new Float64Array(width),
    gs: new Float64Array(width),
    gg: new Float64Array(width),
  };
  offsets.set(source);
  slideDown(
    height,
    radius,
    (y, sign) => addPairs(fit, y * width, sign, sums),
    (y, rows) => {
      const ends = runs.ofRow[Math.floor(y / runs.block)]!;
      for (let run = 0; run < ends.length; run += 2) {
        fitAlong(fit, sums, y * width, rows, ends[run]!, ends[run + 1]!, slopes, offsets);
      }
    },
  );
}

function addPairs(
  { guide, source, width }: Fit,
  row: number,
  sign: 1 | -1,
  { g, s, gs, gg }: PairSums,
): void {
  for (let x = 0; x < width; x++) {
    const a = guide[row + x]!;
    const b = source[row + x]!;
    const signed = sign * a;
    g[x]! += signed;
    s[x]! += sign * b;
    gs[x]! += signed * b;
    gg[x]! += signed * a;
  }
}

function fitAlong(
  { width, radius, eps }: Fit,
  { g, s, gs, gg }: PairSums,
  row: number,
  rows: number,
  from: number,
  to: number,
  slopes: Float32Array,
  offsets: Float32Array,
): void {
  let sg = 0;
  let ss = 0;
  let sgs = 0;
  let sgg = 0;
  let columns = 0;
  for (let x = Math.max(0, from - radius); x < Math.min(width, from + radius); x++) {
    sg += g[x]!;
    ss += s[x]!;
    sgs += gs[x]!;
    sgg += gg[x]!;
    columns++;
  }
  for (let x = from; x < to; x++) {
    const enter = x + radius;
    if (enter < width) {
      sg += g[enter]!;
      ss += s[enter]!;
      sgs += gs[enter]!;
      sgg += gg[enter]!;
      columns++;
    }
    const inverse = 1 / (rows * columns);
    const meanGuide = sg * inverse;
    const meanSource = ss * inverse;
    const covariance = sgs * inverse - meanGuide * meanSource;
    const slope = covariance / (sgg * inverse - meanGuide * meanGuide + eps);
    slopes[row + x] = slope;
    offsets[row + x] = meanSource - slope * meanGuide;
    const leave = x - radius;
    if (leave >= 0) {
      sg -= g[leave]!;
      ss -= s[leave]!;
      sgs -= gs[leave]!;
      sgg -= gg[leave]!;
      columns--;
    }
  }
}

/** The mean of the lines of all windows that hold a pixel, at its guide. */
function meanLines(fit: Fit, slopes: Float32Array, offsets: Float32Array): Float32Array {
  const { source, width, height, radius, runs } = fit;
  const result = source.slice();
  const a = new Float64Array(width);
  const b = new Float64Array(width);
  slideDown(
    height,
    radius,
    (y, sign) => {
      addRow(slopes, y * width, sign, a);
      addRow(offsets, y * width, sign, b);
    },
    (y, rows) => {
      const ends = runs.ofRow[Math.floor(y / runs.block)]!;
      for (let run = 0; run < ends.length; run += 2) {
        meanAlong(fit, a, b, y * width, rows, ends[run]!, ends[run + 1]!, result);
      }
    },
  );
  return result;
}

function addRow(values: Float32Array, row: number, sign: 1 | -1, sums: Float64Array): void {
  for (let x = 0; x < sums.length; x++) sums[x]! += sign * values[row + x]!;
}

function meanAlong(
  { guide, width, radius }: Fit,
  a: Float64Array,
  b: Float64Array,
  row: number,
  rows: number,
  from: number,
  to: number,
  result: Float32Array,
): void {
  let sa = 0;
  let sb = 0;
  let columns = 0;
  for (let x = Math.max(0, from - radius); x < Math.min(width, from + radius); x++) {
    sa += a[x]!;
    sb += b[x]!;
    columns++;
  }
  for (let x = from; x < to; x++) {
    const enter = x + radius;
    if (enter < width) {
      sa += a[enter]!;
      sb += b[enter]!;
      columns++;
    }
    result[row + x] = (sa * guide[row + x]! + sb) / (rows * columns);
    const leave = x - radius;
    if (leave >= 0) {
      sa -= a[leave]!;
      sb -= b[leave]!;
      columns--;
    }
  }
}
