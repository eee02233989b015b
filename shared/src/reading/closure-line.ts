import type { RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toImage } from '../landmarks/garment-frame.ts';

/** Columns and rows are this share of half the torso's width apart. */
const STEP = 1 / 80;
/** The front is sampled this far to each side of the middle, in half torso widths. */
const REACH = 0.72;
/** The closure lies within this of the middle; lines it is compared with lie in windows as wide beside it. */
const MIDDLE = 0.22;
const BESIDE = [0.27, 0.66] as const;
/** Edges are averaged along the front over this length (half torso widths): folds and weave cancel. */
const COHERENCE = 0.16;
/** Parts from top to bottom in which the line is judged. */
export const CLOSURE_PARTS = 6;
/** A closure leans by at most one column in so many rows, about 14 degrees. */
const ROWS_PER_COLUMN = 4;

/** A straight line down the middle of the front, frame coordinates. */
export interface MiddleLine {
  readonly neck: readonly [number, number];
  readonly hem: readonly [number, number];
}

/** u of a middle line at a level. */
export function middleAt({ neck, hem }: MiddleLine, v: number): number {
  return neck[0] + ((hem[0] - neck[0]) * (v - neck[1])) / Math.max(1, hem[1] - neck[1]);
}

/** The strongest line down a front's middle. */
export interface ClosureLine {
  /** u of the line and v, frame coordinates, from the top down, one pair every STEP half torso widths. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Edge strength on the line over that on the best lines beside it, by part from the top down. */
  readonly contrasts: readonly number[];
}

interface Strength {
  readonly columns: number;
  readonly rows: number;
  readonly step: number;
  /** Coherent edge strength over its common size in that part, by row and column. */
  readonly values: Float32Array;
}

/** Colour steps across the front, averaged along it so that only long upright edges remain. */
function coherentSteps(
  image: RgbaImage,
  frame: GarmentFrame,
  middle: MiddleLine,
  torso: number,
  from: number,
  to: number,
): Strength {
  const step = STEP * torso;
  const columns = 2 * Math.round(REACH / STEP) + 1;
  const rows = Math.max(CLOSURE_PARTS, Math.floor((to - from) / step));
  const window = Math.max(1, Math.round(COHERENCE / STEP / 2));
  const padded = rows + 2 * window + 1;
  const width = columns + 2;
  const values = new Float32Array(rows * columns);
  const pixels = new Int32Array(padded * width);
  for (let row = 0; row < padded; row++) {
    const level = from + (row - window) * step;
    const centre = middleAt(middle, level) - ((columns - 1) / 2) * step;
    for (let column = 0; column < width; column++) {
      const [x, y] = toImage(frame, centre + (column - 1) * step, level);
      const px = Math.min(image.width - 1, Math.max(0, Math.floor(x)));
      const py = Math.min(image.height - 1, Math.max(0, Math.floor(y)));
      pixels[row * width + column] = (py * image.width + px) * 4;
    }
  }
  const strength = { columns, rows, step, values };
  const sums = new Float64Array(padded + 1);
  for (let c = 0; c < 3; c++) {
    for (let column = 0; column < columns; column++) {
      sumSteps(image, pixels, width, column + 1, c, sums);
      raiseColumn(strength, column, sums, 2 * window + 1);
    }
  }
  return strength;
}

/** Adds up the steps of one channel down one column of places. */
function sumSteps(
  { data }: RgbaImage,
  pixels: Int32Array,
  width: number,
  column: number,
  channel: number,
  sums: Float64Array,
): void {
  for (let row = 0; row + 1 < sums.length; row++) {
    const at = row * width + column;
    sums[row + 1] =
      sums[row]! + data[pixels[at + 1]! + channel]! - data[pixels[at - 1]! + channel]!;
  }
}

/** Takes the means of a column's sums over windows of so many rows where they are the stronger. */
function raiseColumn(
  { columns, rows, values }: Strength,
  column: number,
  sums: Float64Array,
  windowRows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const mean = Math.abs(sums[row + windowRows]! - sums[row]!) / windowRows;
    const at = row * columns + column;
    if (mean > values[at]!) values[at] = mean;
  }
}

/** Top-to-bottom line of most strength between two columns: its column by row. */
function strongestLine({ columns, rows, values }: Strength, from: number, to: number): Int32Array {
  const width = to - from;
  let sums = new Float64Array(width);
  const back = new Int8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const next = new Float64Array(width);
    for (let k = 0; k < width; k++) {
      let best = sums[k]!;
      if (row % ROWS_PER_COLUMN === 0) {
        for (const d of [-1, 1]) {
          const other = sums[k + d];
          if (other !== undefined && other > best) {
            best = other;
            back[row * width + k] = d;
          }
        }
      }
      next[k] = best + values[row * columns + from + k]!;
    }
    sums = next;
  }
  let k = 0;
  for (let j = 1; j < width; j++) if (sums[j]! > sums[k]!) k = j;
  const line = new Int32Array(rows);
  for (let row = rows - 1; row >= 0; row--) {
    line[row] = from + k;
    k += back[row * width + k]!;
  }
  return line;
}

function partMeans({ columns, rows, values }: Strength, line: Int32Array): number[] {
  const sums = new Array<number>(CLOSURE_PARTS).fill(0);
  const counts = new Array<number>(CLOSURE_PARTS).fill(0);
  for (let row = 0; row < rows; row++) {
    const part = Math.floor((row * CLOSURE_PARTS) / rows);
    sums[part]! += values[row * columns + line[row]!]!;
    counts[part]!++;
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[i]!));
}

/**
 * Finds the line on which a front may close (placket edge, zip, the edge of an open front): the
 * strongest long edge near the front's middle between two levels.
 *
 * @param middle From the middle of the neck to the middle of the hem: surer than the symmetry axis of a
 *   garment whose sleeves lie unevenly.
 * @param torso Half the torso's width, pixels.
 * @param from Level v where it begins, below the neckline. @param to Level where it ends, at the hem.
 */
export function findClosureLine(
  image: RgbaImage,
  frame: GarmentFrame,
  middleLine: MiddleLine,
  torso: number,
  from: number,
  to: number,
): ClosureLine {
  const strength = coherentSteps(image, frame, middleLine, torso, from, to);
  const centre = (strength.columns - 1) / 2;
  const column = (u: number): number => centre + Math.round(u / STEP);
  const line = strongestLine(strength, column(-MIDDLE), column(MIDDLE) + 1);
  const middle = partMeans(strength, line);
  const beside = [
    partMeans(strength, strongestLine(strength, column(-BESIDE[1]), column(-BESIDE[0]))),
    partMeans(strength, strongestLine(strength, column(BESIDE[0]), column(BESIDE[1]))),
  ];
  const u = new Float64Array(strength.rows);
  const v = new Float64Array(strength.rows);
  for (let row = 0; row < strength.rows; row++) {
    v[row] = from + row * strength.step;
    u[row] = middleAt(middleLine, v[row]!) + (line[row]! - centre) * strength.step;
  }
  return {
    u,
    v,
    // The geometric mean: a gap beside one sleeve shall not hide the line.
    contrasts: middle.map(
      (value, i) => value / Math.max(1, Math.sqrt(beside[0]![i]! * beside[1]![i]!)),
    ),
  };
}
