import type { GrayImage, RgbaImage } from '../image/image.ts';
import { keptMean, offCubic, onCubic } from './cubic-curve.ts';
import { COLUMNS, DEPTHS, type EdgePatch, sampleEdge } from './edge-patch.ts';

/** Deepest strip, of the garment's height and of the edge's own length. */
const DEEPEST = 0.12;
const DEEPEST_OF_EDGE = 0.25;
/** Samples on each side of a step, and those left out between them. */
const SIDE = 3;
const GAP = 1;
/** Price of a neighbour's depth one sample off, beside a step fully believed; fronts may overlap with a jump. */
const BEND_PRICE = 0.12;
/** A step counts as clear from so many levels and so many times the usual one. */
const LEAST_STEP = 9;
const TIMES_USUAL = 3;
const LEAST_CLEAR = 0.75;
/** Likeness of the steps' colours along the line (1: all the same). */
const LEAST_ALIKE = 0.7;
/** The next best line is at most this strong beside it: stripes and tiers have several. */
const MOST_RIVAL = 0.6;
/** Means of the strip and of the cloth across the line differ by so many levels, and by so many times each one's own unrest. */
const LEAST_UNLIKE = 9;
const UNLIKE_BESIDE_UNREST = 0.8;
/** A band goes round at one height; what shows of an inside tapers: high to low depths (deciles 8 and 2). */
const LEAST_TAPER = 1.5;
/** A sewn edge is smooth: it leaves a cubic curve by at most this share of the strip's median depth (root mean square). */
const MOST_UNEVEN = 0.14;
/** A label or button within the strip hides at most the rest of the line; beside it the line strays by less than this. */
const UNHIDDEN = 0.7;
const MOST_STRAY = 0.2;
/** The share of the line that counts as one of its ends. */
const END = 0.08;
/** A thinner strip is not worth a line, and may be the hem's own turned edge: deepest decile, of the garment's height. */
const LEAST_DEPTH = 0.012;

/** Mean colours of depths `from` to `to` of a column; false where one of them is no garment. */
function meanOf(
  strip: EdgePatch,
  column: number,
  from: number,
  to: number,
  into: Float64Array,
): boolean {
  into.fill(0);
  if (from < 0 || to > DEPTHS || from >= to) return false;
  for (let depth = from; depth < to; depth++) {
    for (let c = 0; c < 3; c++)
      into[c]! += strip.colours[(column * DEPTHS + depth) * 3 + c]! / (to - from);
  }
  return !Number.isNaN(into[0]!);
}

/** Colour steps by column and depth, from the outer side to the inner one, three each; 0 where unknown. */
function stepsOf(strip: EdgePatch): {
  readonly vectors: Float32Array;
  readonly sizes: Float32Array;
} {
  const vectors = new Float32Array(COLUMNS * DEPTHS * 3);
  const sizes = new Float32Array(COLUMNS * DEPTHS);
  const outer = new Float64Array(3);
  const inner = new Float64Array(3);
  for (let column = 0; column < COLUMNS; column++) {
    for (let depth = strip.first; depth < DEPTHS; depth++) {
      const near = Math.max(strip.first - 1, depth - GAP - SIDE);
      if (!meanOf(strip, column, near, depth - GAP + 1, outer)) continue;
      if (!meanOf(strip, column, depth + GAP, depth + GAP + SIDE, inner)) continue;
      const at = column * DEPTHS + depth;
      let square = 0;
      for (let c = 0; c < 3; c++) {
        const difference = inner[c]! - outer[c]!;
        vectors[at * 3 + c] = difference;
        square += difference * difference;
      }
      sizes[at] = Math.sqrt(square);
    }
  }
  return { vectors, sizes };
}

/** Cheapest line from the first column to the last (dynamic programming over depths). */
function cheapestLine(price: Float32Array, first: number): Int32Array {
  const back = new Int32Array(COLUMNS * DEPTHS);
  let sums = Float64Array.from({ length: DEPTHS }, (_, depth) =>
    depth < first ? Infinity : price[depth]!,
  );
  for (let column = 1; column < COLUMNS; column++) {
    const came = back.subarray(column * DEPTHS, (column + 1) * DEPTHS);
    cheapestFrom(sums, first, came);
    const next = new Float64Array(DEPTHS).fill(Infinity);
    for (let depth = first; depth < DEPTHS; depth++) {
      next[depth] = bentSum(sums, came[depth]!, depth) + price[column * DEPTHS + depth]!;
    }
    sums = next;
  }
  let depth = first;
  for (let k = first; k < DEPTHS; k++) if (sums[k]! < sums[depth]!) depth = k;
  const line = new Int32Array(COLUMNS);
  for (let column = COLUMNS - 1; column >= 0; column--) {
    line[column] = depth;
    depth = back[column * DEPTHS + depth]!;
  }
  return line;
}

/** What a line costs that comes from one depth of the column before to another one. */
function bentSum(sums: Float64Array, from: number, to: number): number {
  return sums[from]! + BEND_PRICE * Math.abs(to - from);
}

/**
 * The depth from which a line comes to each depth most cheaply, the shallowest of equal ones. A bend's price grows
 * with its length, so that what is cheapest for a depth is the depth itself or what is so for a neighbour
 * (Felzenszwalb and Huttenlocher 2012, section 4, distances in one norm).
 */
function cheapestFrom(sums: Float64Array, first: number, came: Int32Array): void {
  came[first] = first;
  for (let depth = first + 1; depth < DEPTHS; depth++) {
    const shallower = came[depth - 1]!;
    came[depth] = sums[depth]! < bentSum(sums, shallower, depth) ? depth : shallower;
  }
  let deeper = DEPTHS - 1;
  for (let depth = DEPTHS - 2; depth >= first; depth--) {
    if (bentSum(sums, deeper, depth) < bentSum(sums, came[depth]!, depth)) came[depth] = deeper;
    if (sums[depth]! <= bentSum(sums, deeper, depth)) deeper = depth;
  }
}

function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** How the strip outside a line and as much cloth inside it differ, and how restless both are, levels. */
function unlikeness(
  strip: EdgePatch,
  line: Int32Array,
  kept: Uint8Array,
): { readonly apart: number; readonly unrest: number } {
  const sums = [new Float64Array(6), new Float64Array(6)] as const;
  const counts = [0, 0];
  for (let column = 0; column < COLUMNS; column++) {
    if (!kept[column]) continue;
    const middle = line[column]!;
    for (let depth = strip.first; depth < Math.min(DEPTHS, 2 * middle); depth++) {
      if (Math.abs(depth - middle) < GAP) continue;
      const at = (column * DEPTHS + depth) * 3;
      if (Number.isNaN(strip.colours[at]!)) continue;
      const side = depth < middle ? 0 : 1;
      counts[side]!++;
      for (let c = 0; c < 3; c++) {
        const value = strip.colours[at + c]!;
        sums[side][c]! += value;
        sums[side][c + 3]! += value * value;
      }
    }
  }
  let apart = 0;
  const unrest = [0, 0];
  for (let c = 0; c < 3; c++) {
    const means = sums.map((sum, side) => sum[c]! / Math.max(1, counts[side]!));
    apart += (means[0]! - means[1]!) ** 2;
    for (const side of [0, 1] as const) {
      unrest[side]! += sums[side][c + 3]! / Math.max(1, counts[side]!) - means[side]! ** 2;
    }
  }
  return { apart: Math.sqrt(apart), unrest: Math.sqrt(Math.max(0, ...unrest)) };
}

/**
 * Finds the front's own edge inside an edge of the outline where the inside of the back shows beyond
 * it: the line from corner to corner across which the photo's colour steps alike nearly all along,
 * of which there is only one, and beyond which what shows is unlike the cloth. A strip of one height
 * all along is taken for a band that goes round the garment.
 *
 * @param run The edge of the outline from corner to corner in outline order, xy pairs, image pixels.
 * @param height Of the garment, pixels.
 * @returns xy pairs with the run's ends, in its order; null where nothing is clearly seen.
 */
export function findInsideStrip(
  image: RgbaImage,
  matte: GrayImage,
  run: Float64Array,
  height: number,
): Float64Array | null {
  return lookForStrip(image, matte, run, height)?.line ?? null;
}

/** An edge of the front's own, and the share of it whose step is clear. */
export interface SeenStrip {
  readonly line: Float64Array;
  readonly clearShare: number;
}

/** The same, with how much of it is clear. */
export function lookForStrip(
  image: RgbaImage,
  matte: GrayImage,
  run: Float64Array,
  height: number,
): SeenStrip | null {
  const chord = Math.hypot(run.at(-2)! - run[0]!, run.at(-1)! - run[1]!);
  const strip = sampleEdge(image, matte, run, Math.min(DEEPEST * height, DEEPEST_OF_EDGE * chord));
  if (strip === null) return null;
  const { vectors, sizes } = stepsOf(strip);
  const usual = quantile(
    sizes.filter((size) => size > 0),
    0.5,
  );
  const clear = Math.max(LEAST_STEP, TIMES_USUAL * usual);
  // The front's edge is lighter all along, or darker.
  const lighter = inwards(vectors, sizes, 1);
  const darker = inwards(vectors, sizes, -1);
  const lines = [lighter, darker].map((signed) => {
    const line = cheapestLine(pricesOf(signed, clear), strip.first);
    return { signed, line, strength: lineStrength(signed, line) };
  });
  const { signed, line, strength } =
    lines[0]!.strength > lines[1]!.strength ? lines[0]! : lines[1]!;
  const levels = strip.edge.map((level, column) => level + strip.step * line[column]!);
  const middling = strip.step * Math.max(1, quantile(line, 0.5));
  let kept: Uint8Array = new Uint8Array(COLUMNS).fill(1);
  if (keptMean(offCubic(levels, kept), kept) > MOST_UNEVEN * middling) {
    kept = onCubic(levels, UNHIDDEN, MOST_STRAY * middling);
    followCurve(strip, levels, line, kept);
  }
  let clearCount = 0;
  let length = 0;
  let keptCount = 0;
  const sum = [0, 0, 0];
  for (let column = 0; column < COLUMNS; column++) {
    const at = column * DEPTHS + line[column]!;
    if (kept[column] && signed[at]! >= clear) clearCount++;
    if (!kept[column]) continue;
    keptCount++;
    length += sizes[at]!;
    for (let c = 0; c < 3; c++) sum[c]! += vectors[at * 3 + c]!;
  }
  const alike = Math.hypot(sum[0]!, sum[1]!, sum[2]!) / (length || 1);
  const others = signed.map((size, i) =>
    Math.abs((i % DEPTHS) - line[Math.floor(i / DEPTHS)]!) <= GAP + SIDE ? 0 : size,
  );
  const rival = lineStrength(others, cheapestLine(pricesOf(others, clear), strip.first));
  const taper = quantile(line, 0.8) / Math.max(1, quantile(line, 0.2));
  const depth = strip.step * quantile(line, 0.9);
  const uneven = keptMean(offCubic(levels, kept), kept) / middling;
  if (
    keptCount < UNHIDDEN * COLUMNS ||
    !reachesEnds(kept) ||
    clearCount < LEAST_CLEAR * keptCount ||
    alike < LEAST_ALIKE ||
    rival > MOST_RIVAL * strength ||
    !(isUnlike(strip, line, kept) || isUnlike(strip, line, withoutLabel(strip, line, kept))) ||
    taper < LEAST_TAPER ||
    uneven > MOST_UNEVEN ||
    depth < LEAST_DEPTH * height
  ) {
    return null;
  }
  return { line: drawLine(strip, run, line), clearShare: clearCount / COLUMNS };
}

/** A label lies in the middle; a line that leaves its curve at an end does not reach the corner. */
function reachesEnds(kept: Uint8Array): boolean {
  const end = Math.round(END * COLUMNS);
  const count = (part: Uint8Array): number => part.reduce((sum, one) => sum + one, 0);
  return Math.min(count(kept.subarray(0, end)), count(kept.subarray(-end))) > end / 2;
}

function isUnlike(strip: EdgePatch, line: Int32Array, kept: Uint8Array): boolean {
  const { apart, unrest } = unlikeness(strip, line, kept);
  return apart >= Math.max(LEAST_UNLIKE, UNLIKE_BESIDE_UNREST * unrest);
}

/** The columns whose strip is most alike: a label is sewn to a part of it. */
function withoutLabel(strip: EdgePatch, line: Int32Array, kept: Uint8Array): Uint8Array {
  const lightness = new Float64Array(COLUMNS).fill(Number.NaN);
  const mean = new Float64Array(3);
  for (let column = 0; column < COLUMNS; column++) {
    if (!kept[column] || !meanOf(strip, column, strip.first, line[column]!, mean)) continue;
    lightness[column] = mean[0]! + mean[1]! + mean[2]!;
  }
  const middle = quantile(
    lightness.filter((value) => !Number.isNaN(value)),
    0.5,
  );
  const off = lightness.map((value) => (Number.isNaN(value) ? Infinity : Math.abs(value - middle)));
  const limit = quantile(off, UNHIDDEN);
  return Uint8Array.from(off, (value) => (value <= limit ? 1 : 0));
}

/** Where something hides the line it goes on along its own curve. */
function followCurve(
  strip: EdgePatch,
  levels: Float64Array,
  line: Int32Array,
  kept: Uint8Array,
): void {
  const off = offCubic(levels, kept);
  for (let column = 0; column < COLUMNS; column++) {
    if (kept[column]) continue;
    const depth = (levels[column]! - off[column]! - strip.edge[column]!) / strip.step;
    line[column] = Math.min(DEPTHS - 1, Math.max(strip.first, Math.round(depth)));
  }
}

function pricesOf(sizes: Float32Array, clear: number): Float32Array {
  return sizes.map((size) => clear / (size + clear));
}

/** Sizes of the steps that grow lighter inwards (sign 1) or darker (sign -1), 0 for the others. */
function inwards(vectors: Float32Array, sizes: Float32Array, sign: 1 | -1): Float32Array {
  return sizes.map((size, i) => {
    const light = vectors[i * 3]! + vectors[i * 3 + 1]! + vectors[i * 3 + 2]!;
    return light * sign > 0 ? size : 0;
  });
}

function lineStrength(sizes: Float32Array, line: Int32Array): number {
  let sum = 0;
  for (let column = 0; column < COLUMNS; column++) sum += sizes[column * DEPTHS + line[column]!]!;
  return sum / COLUMNS;
}

/** The line in image pixels, its teeth taken off, joined to the run's ends. */
function drawLine(strip: EdgePatch, run: Float64Array, line: Int32Array): Float64Array {
  const points = [run[0]!, run[1]!];
  for (let column = 1; column < COLUMNS - 1; column += 2) {
    const depth = (line[column - 1]! + 2 * line[column]! + line[column + 1]!) / 4;
    points.push(...strip.toImage(column, depth + 0.5));
  }
  points.push(run.at(-2)!, run.at(-1)!);
  return Float64Array.from(points);
}
