import type { FlatLevels } from './flat-levels.ts';
import { type FlatShape, runAt } from './flat-shape.ts';
import type { PhotoUnroll } from './pattern.ts';

/*
 * A garment photographed round a hidden mannequin is a projection: the middle is seen squarely, the
 * sides turn away. Stretching the whole width alike makes the girth right and prints too wide. Here
 * the middle keeps the photo's proportions and the sides take the stretch, as on a cylinder
 * (garment.md, recommendation 4), by the cubic u -> u (a + (1 - a) u^2) across the torso, which
 * leaves the torso's edges where they are.
 */

/** Above this aspect the garment lay flat and nothing is unrolled. */
const FLAT_ASPECT = 0.93;
const ROW_STEP = 0.01;
/** Rows are smoothed over this height on either side, metres, so that no print shears. */
const ROW_SMOOTHING = 0.04;

/**
 * How the torso of a garment is unrolled, or null when it lay flat or has legs from the waist.
 *
 * @param scale Metres per pixel; y / x is the print's aspect without unrolling.
 */
export function draftUnroll(
  shape: FlatShape,
  levels: FlatLevels,
  scale: { readonly x: number; readonly y: number },
): PhotoUnroll | null {
  const aspect = scale.y / scale.x;
  if (aspect >= FLAT_ASPECT) return null;
  const bottom = levels.crotch ?? levels.bottom;
  const from = levels.armpit ?? levels.top;
  const below: [number, number, number][] = [];
  const step = ROW_STEP / scale.y;
  for (let y = from - step; y > bottom; y -= step) {
    const run = runAt(shape, y, levels.centreX);
    if (run) below.push([(y - levels.top) * scale.y, run[0] * scale.x, run[1] * scale.x]);
  }
  if (below.length < 3) return null;
  const rows = smoothRows(below);
  if (levels.armpit !== null) {
    const [, left, right] = rows[0]!;
    rows.unshift([0, left, right]);
  }
  return { aspect, rows };
}

function smoothRows(rows: readonly [number, number, number][]): [number, number, number][] {
  const reach = Math.round(ROW_SMOOTHING / ROW_STEP);
  return rows.map(([y], i) => {
    let left = 0;
    let right = 0;
    const near = rows.slice(Math.max(0, i - reach), i + reach + 1);
    for (const row of near) {
      left += row[1] / near.length;
      right += row[2] / near.length;
    }
    return [y, left, right];
  });
}

/** Where a point of the evenly stretched photo belongs on the flat pattern: x, metres. */
export function unrolledX(unroll: PhotoUnroll | null | undefined, x: number, y: number): number {
  if (!unroll) return x;
  const [middle, half] = rowAt(unroll, y);
  const u = (x - middle) / half;
  if (!(u > -1 && u < 1)) return x;
  return middle + half * u * (unroll.aspect + (1 - unroll.aspect) * u * u);
}

/** The inverse of unrolledX: where a flat point lies on the evenly stretched photo. */
export function rolledX(unroll: PhotoUnroll | null | undefined, x: number, y: number): number {
  if (!unroll) return x;
  const [middle, half] = rowAt(unroll, y);
  const goal = (x - middle) / half;
  if (!(goal > -1 && goal < 1)) return x;
  const a = unroll.aspect;
  let u = goal;
  for (let i = 0; i < 8; i++) {
    u -= (u * (a + (1 - a) * u * u) - goal) / (a + 3 * (1 - a) * u * u);
  }
  return middle + half * u;
}

/** Middle and half width of the torso at a height, linear between rows, constant beyond them. */
function rowAt(unroll: PhotoUnroll, y: number): readonly [number, number] {
  const rows = unroll.rows;
  let low = 0;
  let high = rows.length - 1;
  // Rows run downwards.
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rows[middle]![0] >= y) low = middle;
    else high = middle;
  }
  const above = rows[low]!;
  const below = rows[high]!;
  const span = above[0] - below[0];
  const t = span > 0 ? Math.min(1, Math.max(0, (above[0] - y) / span)) : 0;
  const left = above[1] + t * (below[1] - above[1]);
  const right = above[2] + t * (below[2] - above[2]);
  return [(left + right) / 2, (right - left) / 2];
}
