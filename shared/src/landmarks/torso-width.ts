import type { GrayImage } from '../image/image.ts';
import type { GarmentFrame } from './garment-frame.ts';

/** Half-widths of the run of garment round the axis, by level. */
export interface WidthProfile {
  /** Levels are evenly spaced over the height: level i is at v = (i + 0.5) / count * height. */
  readonly count: number;
  /** Garment to each side of the axis without a break, pixels. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** All garment on the level, breaks not counted, pixels. */
  readonly total: Float64Array;
  /** Runs of garment on the level at least 1.5 % of the height wide. */
  readonly runs: Int32Array;
}

const LEVELS = 100;

export function widthProfile(matte: GrayImage, frame: GarmentFrame): WidthProfile {
  const left = new Float64Array(LEVELS);
  const right = new Float64Array(LEVELS);
  const total = new Float64Array(LEVELS);
  const runs = new Int32Array(LEVELS);
  const reach = Math.ceil(Math.hypot(matte.width, matte.height));
  const leastRun = 0.015 * frame.height;
  const { x, y, tilt } = frame.axis;
  const c = Math.cos(tilt);
  const s = Math.sin(tilt);
  // Of the level at hand; the garment on it, by pixel from one end to the other.
  const on = new Uint8Array(2 * reach + 1);
  for (let level = 0; level < LEVELS; level++) {
    const down = ((level + 0.5) / LEVELS) * frame.height + frame.vTop;
    sampleLevel(matte, x, y, c, s, down, on);
    left[level] = lengthOfRun(on, reach, 1, reach);
    right[level] = lengthOfRun(on, reach, -1, reach);
    total[level] = countSet(on);
    runs[level] = countRuns(on, leastRun);
  }
  return { count: LEVELS, left, right, total, runs };
}

// Each loop stands alone, so that it is compiled once and for itself.

/** 1 where there is garment on a level, by pixel along it; the middle one lies on the axis. As toImage has it. */
function sampleLevel(
  { width, height, data }: GrayImage,
  axisX: number,
  axisY: number,
  c: number,
  s: number,
  down: number,
  on: Uint8Array,
): void {
  const count = on.length;
  const middle = (count - 1) / 2;
  for (let i = 0; i < count; i++) {
    const u = i - middle;
    const x = axisX + u * c - down * s;
    const y = axisY + u * s + down * c;
    const isThere = x >= 0 && y >= 0 && x < width && y < height;
    on[i] = isThere && data[Math.floor(y) * width + Math.floor(x)]! >= 128 ? 1 : 0;
  }
}

function lengthOfRun(on: Uint8Array, from: number, step: 1 | -1, most: number): number {
  let length = 0;
  while (length < most && on[from + step * length] === 1) length++;
  return length;
}

function countSet(on: Uint8Array): number {
  const { length } = on;
  let count = 0;
  for (let i = 0; i < length; i++) count += on[i]!;
  return count;
}

/** Runs of at least `least` pixels that end before the last pixel. */
function countRuns(on: Uint8Array, least: number): number {
  const { length } = on;
  let count = 0;
  let run = 0;
  for (let i = 0; i < length; i++) {
    if (on[i] === 1) {
      run++;
      continue;
    }
    if (run >= least) count++;
    run = 0;
  }
  return count;
}

/** Half the torso's width: a low quantile of the run round the axis, so that sleeves do not count. */
export function torsoHalfWidth(profile: WidthProfile): number {
  const widths: number[] = [];
  for (let level = 15; level < 75; level++) {
    const width = (profile.left[level]! + profile.right[level]!) / 2;
    if (width > 2) widths.push(width);
  }
  if (widths.length === 0) return 1;
  widths.sort((a, b) => a - b);
  return widths[Math.floor(widths.length * 0.3)]!;
}
