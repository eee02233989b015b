import { reverseRun, runLength } from './run-points.ts';

/** Corners that turn less than this stay. */
const SMALLEST_TURN = 0.35;

/**
 * Rounds the concave corner where one seam run meets the next (armpit, crotch): a single vertex there
 * would take all of the strain. The curve is a quadratic Bezier with the old
 * corner as its control point; the runs now meet in its middle.
 *
 * @param before xy pairs of a run that ends in the corner, clockwise round the panel (y up).
 * @param after xy pairs of the run that starts there.
 * @param reach Distance from the corner at which the curve starts; shortened for short runs.
 */
export function roundConcaveCorner(
  before: Float64Array,
  after: Float64Array,
  reach: number,
): { readonly before: Float64Array; readonly after: Float64Array } {
  const cornerX = after[0]!;
  const cornerY = after[1]!;
  const reversed = reverseRun(before);
  const length = Math.min(reach, 0.45 * runLength(before), 0.45 * runLength(after));
  const start = pointAlong(reversed, length);
  const end = pointAlong(after, length);
  const inX = cornerX - start.x;
  const inY = cornerY - start.y;
  const outX = end.x - cornerX;
  const outY = end.y - cornerY;
  // Clockwise round the panel, a concave corner turns left.
  const turn = Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY);
  if (!(turn > SMALLEST_TURN)) return { before, after };
  const curve: number[] = [];
  const half = 6;
  for (let k = 0; k <= 2 * half; k++) {
    const u = k / (2 * half);
    const a = (1 - u) * (1 - u);
    const b = 2 * u * (1 - u);
    const c = u * u;
    curve.push(a * start.x + b * cornerX + c * end.x, a * start.y + b * cornerY + c * end.y);
  }
  const split = 2 * (half + 1);
  return {
    before: Float64Array.from([
      ...reverseRun(reversed.slice(2 * start.next)),
      ...curve.slice(0, split),
    ]),
    after: Float64Array.from([...curve.slice(split - 2), ...after.slice(2 * end.next)]),
  };
}

/** The point at a distance along a run, and the number of the first run point after it. */
function pointAlong(run: Float64Array, distance: number): { x: number; y: number; next: number } {
  let along = 0;
  for (let i = 2; i < run.length; i += 2) {
    const step = Math.hypot(run[i]! - run[i - 2]!, run[i + 1]! - run[i - 1]!);
    if (along + step > distance) {
      const t = (distance - along) / step;
      return {
        x: run[i - 2]! + t * (run[i]! - run[i - 2]!),
        y: run[i - 1]! + t * (run[i + 1]! - run[i - 1]!),
        next: i / 2,
      };
    }
    along += step;
  }
  return { x: run.at(-2)!, y: run.at(-1)!, next: run.length / 2 - 1 };
}
