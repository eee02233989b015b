import type { GrayImage } from '../image/image.ts';
import { type GarmentFrame, toImage } from './garment-frame.ts';

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
  const inside = (u: number, v: number): boolean => {
    const [x, y] = toImage(frame, u, v);
    if (x < 0 || y < 0 || x >= matte.width || y >= matte.height) return false;
    return matte.data[Math.floor(y) * matte.width + Math.floor(x)]! >= 128;
  };
  for (let level = 0; level < LEVELS; level++) {
    const v = ((level + 0.5) / LEVELS) * frame.height;
    let u = 0;
    while (u < reach && inside(u, v)) u++;
    left[level] = u;
    u = 0;
    while (u < reach && inside(-u, v)) u++;
    right[level] = u;
    let run = 0;
    for (u = -reach; u <= reach; u++) {
      if (inside(u, v)) {
        run++;
        total[level]!++;
      } else {
        if (run >= leastRun) runs[level]!++;
        run = 0;
      }
    }
  }
  return { count: LEVELS, left, right, total, runs };
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
