import type { RgbaImage } from '../image/image.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { MiddleLine } from './closure-line.ts';
import {
  distanceTo,
  GAP_STEP,
  type GapWindows,
  type Unlikeness,
  unlikeFronts,
} from './unlike-fronts.ts';

/** How far apart the edges of a front may lie; lengths in half torso widths. */
export interface GapLook extends GapWindows {
  /** Somewhere the gap is this wide. */
  readonly leastWidest: number;
  /** In its lower part its widths differ by this: trims and zips go down at one width. */
  readonly leastSpread: number;
}

/** A front whose edges lie near each other. */
export const NARROW: GapLook = {
  middle: 0.24,
  beside: [0.3, 0.68],
  leastWidest: 0.08,
  leastSpread: 0.02,
};
/** One that lies wide open, which no trim is, with edges out of the narrow look's reach. */
export const WIDE: GapLook = {
  middle: 0.5,
  beside: [0.58, 0.86],
  leastWidest: 0.35,
  leastSpread: 0,
};

/** Unlikeness counts up to this: a button shall not pull the line. */
const MOST_UNLIKE = 3;
/** The gap's middle moves by at most one column in so many rows. */
const ROWS_PER_COLUMN = 2;
/** An inside shows where the gap is this wide at least, half torso widths: a shadow line is narrower. */
const LEAST_WIDTH = 0.036;
/** What shows lies in the fronts' shade: darker than both beside it by this many levels and this share of theirs. */
const DARKER = 3;
const DARKER_SHARE = 0.02;
/** Cloth beside a gap is looked at from its edge this far, and this far up and down: quilting runs across. */
const RIM = [0.02, 0.12] as const;
const RIM_ROWS = 0.12;
/** From the neck down the inside shows without a break longer than this, half torso widths. */
const LONGEST_BREAK = 0.22;
/** To this share of the way to the hem, and on this share of it. */
const LEAST_REACH = 0.6;
const LEAST_SHOWN = 0.5;
/** The lower part begins at this share of the gap; its widest and narrowest so much do not count. */
const LOWER_FROM = 0.4;
const SPREAD_TAIL = 0.1;
/** Widths and edges are medians over this many rows. */
const WIDTH_ROWS = 9;

/** The edges of an open front, one pair a row from the neck down, frame coordinates. */
export interface FrontGap {
  readonly v: Float64Array;
  /** u of the wearer's right front's edge and of the left one's. */
  readonly right: Float64Array;
  readonly left: Float64Array;
  /** 0..1 */
  readonly confidence: number;
}

/** Column of the strongest line from top to bottom, by row. */
function strongestLine({ rows, columns, values }: Unlikeness): Int32Array {
  let sums = new Float64Array(columns);
  const back = new Int8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const next = new Float64Array(columns);
    for (let k = 0; k < columns; k++) {
      let best = sums[k]!;
      if (row % ROWS_PER_COLUMN === 0) {
        for (const d of [-1, 1]) {
          const other = sums[k + d];
          if (other === undefined || other <= best) continue;
          best = other;
          back[row * columns + k] = d;
        }
      }
      next[k] = best + Math.min(MOST_UNLIKE, values[row * columns + k]!);
    }
    sums = next;
  }
  let k = 0;
  for (let j = 1; j < columns; j++) if (sums[j]! > sums[k]!) k = j;
  const line = new Int32Array(rows);
  for (let row = rows - 1; row >= 0; row--) {
    line[row] = k;
    k += back[row * columns + k]!;
  }
  return line;
}

/** First column of the unlike run that holds a column, and the first one after it; equal where that is like the fronts. */
function runAround(
  { columns, values }: Unlikeness,
  row: number,
  column: number,
): readonly [number, number] {
  const unlike = (k: number): boolean => k >= 0 && k < columns && values[row * columns + k]! > 1;
  if (!unlike(column)) return [column, column];
  let from = column;
  let to = column + 1;
  while (unlike(from - 1)) from--;
  while (unlike(to)) to++;
  return [from, to];
}

/** Median brightness of some columns, over the rows within `around` of one: a zip's teeth and a shadow do not count. */
function usualLight(
  { rows, columns, light }: Unlikeness,
  row: number,
  from: number,
  to: number,
  around: number,
): number {
  const seen: number[] = [];
  for (let r = Math.max(0, row - around); r <= Math.min(rows - 1, row + around); r++) {
    for (let k = Math.max(0, from); k < Math.min(columns, to); k++) {
      seen.push(light[r * columns + k]!);
    }
  }
  return seen.length > 0 ? medianOf(seen) : Number.POSITIVE_INFINITY;
}

/** Whether a run of a row is the inside of the garment, in shade or of a colour seen inside the neck. */
function isInside(
  map: Unlikeness,
  row: number,
  [from, to]: readonly [number, number],
  inside: readonly number[] | null,
): boolean {
  if ((to - from) * GAP_STEP < LEAST_WIDTH) return false;
  const [near, far] = RIM.map((u) => Math.round(u / GAP_STEP)) as [number, number];
  const around = Math.round(RIM_ROWS / GAP_STEP);
  const own = usualLight(map, row, from, to, 0);
  const inShade = (beside: number): boolean => own < (1 - DARKER_SHARE) * beside - DARKER;
  if (
    inShade(usualLight(map, row, from - far, from - near + 1, around)) &&
    inShade(usualLight(map, row, to + near - 1, to + far, around))
  ) {
    return true;
  }
  if (inside === null) return false;
  let alike = 0;
  for (let k = from; k < to; k++) {
    const i = 3 * (row * map.columns + k);
    if (distanceTo(inside, map.rgb[i]!, map.rgb[i + 1]!, map.rgb[i + 2]!) < map.threshold) alike++;
  }
  return 2 * alike > to - from;
}

/** The usual colour of some, rgb triples; null where there is none, or the fronts have it too. */
function ownColour(map: Unlikeness, colours: readonly number[]): readonly number[] | null {
  if (colours.length === 0) return null;
  const usual = [0, 1, 2].map((c) => medianOf(colours.filter((_, i) => i % 3 === c)));
  const [r, g, b] = usual as [number, number, number];
  return distanceTo(map.cloth, r, g, b) > map.threshold ? usual : null;
}

/** How far down, in rows, the inside shows without a long break. */
function reachOf(shown: readonly boolean[]): number {
  const longest = Math.round(LONGEST_BREAK / GAP_STEP);
  let reach = 0;
  for (let row = 0; row < shown.length && row - reach <= longest; row++) {
    if (shown[row]) reach = row + 1;
  }
  return reach;
}

/** Of ascending values; 0 of none. */
function quantile(values: readonly number[], share: number): number {
  return values[Math.round(share * (values.length - 1))] ?? 0;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Medians over the values around each. */
function smoothed(values: readonly number[]): number[] {
  const half = WIDTH_ROWS >> 1;
  return values.map((_, i) => medianOf(values.slice(Math.max(0, i - half), i + half + 1)));
}

/** Values known on some rows, ascending, drawn straight between these and held before and after. */
function filledIn(known: readonly number[], values: readonly number[], rows: number): Float64Array {
  let next = 0;
  return Float64Array.from({ length: rows }, (_, row) => {
    while (next < known.length && known[next]! < row) next++;
    if (next === 0) return values[0]!;
    if (next === known.length) return values.at(-1)!;
    const [from, to] = [known[next - 1]!, known[next]!];
    const share = (row - from) / (to - from);
    return values[next - 1]! + share * (values[next]! - values[next - 1]!);
  });
}

/**
 * Looks for the inside of the back between the edges of an open front: a run of another colour that
 * begins at the neck, goes on far down, and is no trim, which has one width and no shade.
 *
 * @param torso Half the torso's width, pixels. @param levels v below the neckline and at the hem.
 * @param inside Colours seen inside the neck, rgb triples; empty where none is seen.
 * @returns Null where the edges lie on each other.
 */
export function findFrontGap(
  image: RgbaImage,
  frame: GarmentFrame,
  middle: MiddleLine,
  torso: number,
  levels: readonly [number, number],
  inside: readonly number[],
  look: GapLook,
): FrontGap | null {
  const map = unlikeFronts(image, frame, middle, torso, levels, look);
  const line = strongestLine(map);
  const runs = Array.from(line, (column, row) => runAround(map, row, column));
  const lining = ownColour(map, inside);
  const shown = runs.map((run, row) => isInside(map, row, run, lining));
  const reach = reachOf(shown);
  const share = shown.slice(0, reach).filter(Boolean).length / Math.max(1, reach);
  const widths = runs.map(([from, to], row) => (shown[row] ? (to - from) * GAP_STEP : 0));
  const smooth = smoothed(widths);
  const lower = smooth
    .slice(Math.round(LOWER_FROM * reach), reach)
    .filter((width) => width > 0)
    .toSorted((a, b) => a - b);
  const spread = quantile(lower, 1 - SPREAD_TAIL) - quantile(lower, SPREAD_TAIL);
  const widest = Math.max(...smooth);
  if (
    reach < LEAST_REACH * map.rows ||
    share < LEAST_SHOWN ||
    widest < look.leastWidest ||
    spread < look.leastSpread
  )
    return null;
  const seen = runs.flatMap((_, row) => (shown[row] ? [row] : []));
  // A column stands for its middle.
  const edge = (side: 0 | 1): Float64Array =>
    filledIn(
      seen,
      smoothed(seen.map((row) => map.u[row]! + (runs[row]![side] - 0.5) * map.step)),
      map.rows,
    );
  const right = edge(0);
  const left = edge(1);
  return { v: map.v, right, left, confidence: Math.min(1, 0.5 + (0.5 * share * reach) / map.rows) };
}
