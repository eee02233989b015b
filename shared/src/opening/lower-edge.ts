import { type FrontProfile, heightOf } from '../fitting/front-profile.ts';

/** What hangs below the edge and is narrower than this share of its width is a ribbon or a tag. */
const PENDANT = 0.25;
/** A side that is steeper than this is no hem: metres a metre. */
const STEEPEST = 1;
/** Where the outline stands so far above an edge of that slope, it is a side, metres. */
const SIDE = 0.02;
/** Share of the width over which the edge is evened out. */
const SMOOTH = 0.06;
/** Edges that rise by less are cut straight, metres; and pendants that are shorter are part of them. */
const STRAIGHT = 0.06;
const SHORT = 0.03;

/**
 * The height of a tube's lower edge over x, as the front view shows it: without ribbons that hang from it, and without
 * the sides that it ends at.
 *
 * @param belongs Whether a place of the front view belongs to the tube.
 * @returns null where the edge is about straight.
 */
export function lowerEdge(
  profile: FrontProfile,
  belongs: (x: number, y: number) => boolean,
): ((x: number) => number) | null {
  const { columns, rows, left, cellX, near } = profile;
  const lowest: number[] = [];
  let first = -1;
  let missing = 0;
  for (let column = 0; column < columns; column++) {
    const x = left + (column + 0.5) * cellX;
    let low: number | null = null;
    for (let row = 0; row < rows && low === null; row++) {
      const y = heightOf(profile, row);
      if (near[column + columns * row]! > -Infinity && belongs(x, y)) low = y;
    }
    if (low === null) {
      if (first >= 0) missing++;
      continue;
    }
    if (first < 0) first = column;
    // Columns without any cloth of it, between others, are as high as their neighbour.
    while (missing-- > 0) lowest.push(lowest.at(-1)!);
    missing = 0;
    lowest.push(low);
  }
  if (lowest.length === 0) return null;
  const half = Math.max(1, Math.round((PENDANT / 2) * lowest.length));
  const closed = filtered(filtered(lowest, half, Math.max), half, Math.min);
  const limited = closed.map((_, i) =>
    Math.min(...closed.map((y, k) => y + STEEPEST * cellX * Math.abs(i - k))),
  );
  // From where a side begins the edge goes on as it ended: a plane that climbed along a leaning leg never met all of it.
  const isEdge = (i: number) => closed[i]! - limited[i]! < SIDE;
  let from = limited.indexOf(Math.min(...limited));
  let to = from;
  while (from > 0 && isEdge(from - 1)) from--;
  while (to < limited.length - 1 && isEdge(to + 1)) to++;
  const held = limited.map((_, i) => limited[Math.min(to, Math.max(from, i))]!);
  const even = Math.max(1, Math.round((SMOOTH / 2) * lowest.length));
  const edge = filtered(
    held,
    even,
    (...window) => window.reduce((a, b) => a + b, 0) / window.length,
  );
  const rise = Math.max(...edge) - Math.min(...edge);
  const hanging = Math.max(...edge.map((y, i) => y - lowest[i]!));
  if (rise < STRAIGHT && hanging < SHORT) return null;
  return (x) => {
    const at = Math.min(edge.length - 1, Math.max(0, (x - left) / cellX - 0.5 - first));
    const low = Math.floor(at);
    const high = Math.min(edge.length - 1, low + 1);
    return edge[low]! + (at - low) * (edge[high]! - edge[low]!);
  };
}

/** What `of` says of each value and its neighbours within `half`. */
function filtered(
  values: readonly number[],
  half: number,
  of: (...window: number[]) => number,
): number[] {
  return values.map((_, i) => of(...values.slice(Math.max(0, i - half), i + half + 1)));
}
