import type { AuthoredEase, Panel } from './pattern.ts';

/** Share of the radius within which the full amount holds; from there it eases to zero. */
const PLATEAU = 0.5;

/** Ease factors of lengths across (along the pattern's x) and lengthwise (along its y). */
export interface EaseFactors {
  readonly across: number;
  readonly along: number;
}

/**
 * Ease factors at a point of the pattern: the strongest widening plus the strongest gathering that
 * reach it (overlapping spots of one region do not add up). See easedLength.
 *
 * @param x Metres, pattern frame.
 * @param y Metres, pattern frame.
 * @param facing Of the panel; spots of the other side's panels are left out.
 */
export function authoredEaseAt(
  spots: readonly AuthoredEase[],
  x: number,
  y: number,
  facing: Panel['facing'],
): EaseFactors {
  let widest = 0;
  let tightest = 0;
  let longest = 0;
  let shortest = 0;
  // By number: asked for each vertex, an iterator would be a third of it.
  for (let s = 0; s < spots.length; s++) {
    const spot = spots[s]!;
    if (spot.facing !== undefined && spot.facing !== facing) continue;
    const dx = (x - spot.x) / spot.radius;
    const dy = (y - spot.y) / spot.radius;
    const squared = dx * dx + dy * dy;
    if (squared >= 1) continue;
    const distance = Math.sqrt(squared);
    const fade = distance <= PLATEAU ? 0 : (distance - PLATEAU) / (1 - PLATEAU);
    const amount = spot.amount * (1 - fade * fade * (3 - 2 * fade));
    widest = Math.max(widest, amount);
    tightest = Math.min(tightest, amount);
    if (spot.across === true) continue;
    longest = Math.max(longest, amount);
    shortest = Math.min(shortest, amount);
  }
  return { across: widest + tightest, along: longest + shortest };
}

/** Metres of height of a panel whose spots are looked up together. */
const ROW = 0.02;

/**
 * The same for a whole panel, many points of it: each asks only the spots that reach its height.
 *
 * @returns Ease factors at a point of the panel.
 */
export function authoredEaseOn(
  spots: readonly AuthoredEase[],
  facing: Panel['facing'],
): (x: number, y: number) => EaseFactors {
  const rows = new Map<number, AuthoredEase[]>();
  for (const spot of spots) {
    if (spot.facing !== undefined && spot.facing !== facing) continue;
    const last = Math.floor((spot.y + spot.radius) / ROW);
    for (let row = Math.floor((spot.y - spot.radius) / ROW); row <= last; row++) {
      const near = rows.get(row);
      if (near) near.push(spot);
      else rows.set(row, [spot]);
    }
  }
  return (x, y) => authoredEaseAt(rows.get(Math.floor(y / ROW)) ?? [], x, y, facing);
}

/**
 * Length that a flat length becomes by the ease authored at its ends.
 *
 * @param dx Metres across. @param dy Metres lengthwise.
 * @param across Mean of the ends' factors. @param along Mean of the ends' factors.
 */
export function easedLength(dx: number, dy: number, across: number, along: number): number {
  const x = dx * (1 + across);
  const y = dy * (1 + along);
  return Math.sqrt(x * x + y * y);
}
