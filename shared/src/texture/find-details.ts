import { labelComponents } from '../image/components.ts';
import { growMask } from './grow-mask.ts';
import { sampleRegion } from './sample-region.ts';

/** Width of the small picture that tells cloth from what is on it. */
const SMALL = 128;
/** Half a side of the median's window in the small picture: 3.5 % of the garment's width. */
const REACH = 4;
/** Every other pixel of the window is enough for a median. */
const STRIDE = 2;
/** A detail differs from the cloth this many times more than the cloth's own middle value, at least that. */
const UNREST = 4;
const LEAST_DIFFERENCE = 9;
/** Of the width: what grows round a detail for its shadow and soft rim. */
const RIM_SHARE = 0.012;

/** How far the pixels of a garment's front are from the cloth around them. */
export interface Unrest {
  /** Largest difference of a channel from the running median. */
  readonly difference: Uint8Array;
  /** Its middle value. */
  readonly usual: number;
  /** Middle value and third quarter of the same in the small picture, where a weave's holes are gone. */
  readonly median: number;
  readonly upperQuartile: number;
}

/**
 * Measures how restless a cloth is: differences from the running median, which nothing narrower than
 * half its window survives.
 *
 * @param data rgba bytes. @param known non-zero on the front's fabric.
 */
export function measureUnrest(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  width: number,
  height: number,
): Unrest {
  const w = Math.min(width, SMALL);
  const h = Math.max(1, Math.round((height * w) / width));
  const whole = { x: 0, y: 0, width, height };
  const small = sampleRegion(data, width, height, 4, whole, w, h);
  const cover = sampleRegion(
    known.map((value) => (value ? 255 : 0)),
    width,
    height,
    1,
    whole,
    w,
    h,
  ).map((value) => (value > 200 ? 1 : 0));
  const median = runningMedian(small, cover, w, h);
  const inSmall = differences(small, median, cover);
  const part = { x: 0, y: 0, width: w, height: h };
  const enlarged = sampleRegion(median, w, h, 4, part, width, height);
  const difference = differences(data, enlarged, known);
  return {
    difference,
    usual: quantile(difference, known, 0.5),
    median: quantile(inSmall, cover, 0.5),
    upperQuartile: quantile(inSmall, cover, 0.75),
  };
}

/** Largest difference of a channel, where known. */
function differences(
  data: Uint8Array | Uint8ClampedArray,
  from: Uint8Array,
  known: Uint8Array,
): Uint8Array {
  const out = new Uint8Array(known.length);
  for (let i = 0; i < known.length; i += 1) {
    if (!known[i]) continue;
    let most = 0;
    for (let k = 0; k < 3; k += 1) {
      most = Math.max(most, Math.abs(data[4 * i + k]! - from[4 * i + k]!));
    }
    out[i] = most;
  }
  return out;
}

function quantile(values: Uint8Array, known: Uint8Array, share: number): number {
  const histogram = new Uint32Array(256);
  let total = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (!known[i]) continue;
    histogram[values[i]!]! += 1;
    total += 1;
  }
  let sum = 0;
  for (let value = 0; value < histogram.length; value += 1) {
    sum += histogram[value]!;
    if (sum > share * total) return value;
  }
  return 0;
}

/**
 * Finds what stands out from the cloth around it more than its wrinkles do: buttons, plackets,
 * pocket edges, collars, tone-on-tone prints.
 *
 * @param bare non-zero where details are looked for. @param collar non-zero where whatever stands
 * out is the front's alone.
 * @param goesRound tells of groups of pixels (numbers, 0 for none; count) which go on round the body.
 * @returns 1 on details that are the front's alone, their rims included.
 */
export function findDetails(
  { difference, usual }: Unrest,
  bare: Uint8Array,
  collar: Uint8Array,
  width: number,
  height: number,
  goesRound: (labels: Int32Array, count: number) => Uint8Array,
): Uint8Array {
  const limit = Math.max(LEAST_DIFFERENCE, UNREST * usual);
  const standsOut = bare.map((value, i) => (value && difference[i]! > limit ? 1 : 0));
  const rim = Math.max(1.5, (RIM_SHARE * width) / 2);
  const grown = growMask(standsOut, width, height, rim);
  const onBody = grown.map((value, i) => (value && !collar[i] ? 1 : 0));
  const { labels, areas } = labelComponents(onBody, width, height);
  const round = goesRound(labels, areas.length);
  const details = new Uint8Array(bare.length);
  for (let i = 0; i < labels.length; i += 1) {
    details[i] = grown[i] && !round[labels[i]!] ? 1 : 0;
  }
  return growMask(details, width, height, rim);
}

/**
 * Median of each channel in a window round every other pixel each way, over what is known there;
 * between them interpolated. rgba bytes.
 */
function runningMedian(data: Uint8Array, known: Uint8Array, w: number, h: number): Uint8Array {
  const columns = Math.ceil(w / STRIDE);
  const rows = Math.ceil(h / STRIDE);
  const median = new Uint8Array(4 * columns * rows);
  const values = [0, 1, 2].map(() => new Uint8Array((2 * REACH + 1) ** 2));
  for (let place = 0; place < columns * rows; place += 1) {
    const x = STRIDE * (place % columns);
    const y = STRIDE * Math.floor(place / columns);
    let count = 0;
    for (let ny = y - REACH; ny <= y + REACH; ny += STRIDE) {
      for (let nx = x - REACH; nx <= x + REACH; nx += STRIDE) {
        if (nx < 0 || ny < 0 || nx >= w || ny >= h || !known[ny * w + nx]) continue;
        for (let k = 0; k < 3; k += 1) insert(values[k]!, count, data[4 * (ny * w + nx) + k]!);
        count += 1;
      }
    }
    for (let k = 0; k < 3; k += 1) {
      median[4 * place + k] = count > 0 ? values[k]![count >> 1]! : data[4 * (y * w + x) + k]!;
    }
  }
  // Medians stand at the pixels' own places, the middle of every second one.
  const offset = 0.5 - 0.5 / STRIDE;
  const region = { x: offset, y: offset, width: w / STRIDE, height: h / STRIDE };
  return sampleRegion(median, columns, rows, 4, region, w, h);
}

/** Puts a value in its place among the first `count` of a sorted list. */
function insert(sorted: Uint8Array, count: number, value: number): void {
  let i = count;
  while (i > 0 && sorted[i - 1]! > value) {
    sorted[i] = sorted[i - 1]!;
    i -= 1;
  }
  sorted[i] = value;
}
