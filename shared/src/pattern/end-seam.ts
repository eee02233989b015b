import { runLength } from './run-points.ts';

/*
 * A photo rounds the corners of hems and trouser legs: cloth by its softness, the matte by its smoothing. The corner
 * that was read lies in the middle of the rounding, and a seam sewn as far as there closes the bottom as a
 * bag's: the corner stood out as an ear, most where the cloth lies close. So a seam is sewn up to where
 * its edge turns towards the opening, and the rest of the rounding is the opening's.
 */

/** Metres before the corner between which a seam runs as it does without the rounding; no more than the first is given up. */
const STRAIGHT_FROM = 0.035;
const STRAIGHT_TO = 0.085;
/** Metres of edge over which its direction is looked at: more than the steps left by a pixel. */
const LOOK = 0.008;
/** An edge that has turned by this much is the opening's, radians (25 degrees). */
const TURNED = 0.44;
/** Shorter seams have no straight part to tell a turn by, metres. */
const SHORTEST = 0.11;

/**
 * Parts a seam from the opening that follows it where the seam's edge turns towards the opening.
 *
 * @param seam xy pairs, metres; ends in the corner.
 * @param opening xy pairs; starts there.
 * @returns The same edge in the same points, parted elsewhere; both as they were where nothing turns.
 */
export function endSeamAtTurn(
  seam: Float64Array,
  opening: Float64Array,
): { readonly seam: Float64Array; readonly opening: Float64Array } {
  const at = turnOf(seam);
  if (2 * at + 2 >= seam.length) return { seam, opening };
  return {
    seam: seam.slice(0, 2 * at + 2),
    opening: Float64Array.from([...seam.subarray(2 * at, -2), ...opening]),
  };
}

/** Number of the first point from which the seam's end runs otherwise than the seam; the last one's where it does not. */
function turnOf(seam: Float64Array): number {
  const last = seam.length / 2 - 1;
  if (runLength(seam) < SHORTEST) return last;
  const near = backBy(seam, last, STRAIGHT_FROM);
  const [x, y] = step(seam, backBy(seam, near, STRAIGHT_TO - STRAIGHT_FROM), near);
  for (let i = near; i < last; i++) {
    const [aheadX, aheadY] = step(seam, i, forwardBy(seam, i, LOOK));
    const turn = Math.atan2(x * aheadY - y * aheadX, x * aheadX + y * aheadY);
    if (Math.abs(turn) > TURNED) return i;
  }
  return last;
}

function backBy(points: Float64Array, from: number, distance: number): number {
  let at = from;
  for (let left = distance; at > 0 && left > 0; at--)
    left -= Math.hypot(...step(points, at - 1, at));
  return at;
}

function forwardBy(points: Float64Array, from: number, distance: number): number {
  const last = points.length / 2 - 1;
  let at = from;
  for (let left = distance; at < last && left > 0; at++)
    left -= Math.hypot(...step(points, at, at + 1));
  return at;
}

function step(points: Float64Array, from: number, to: number): [number, number] {
  return [points[2 * to]! - points[2 * from]!, points[2 * to + 1]! - points[2 * from + 1]!];
}
