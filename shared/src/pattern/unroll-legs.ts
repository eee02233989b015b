import { crotchPoint, type FlatLevels } from './flat-levels.ts';
import type { FlatShape } from './flat-shape.ts';
import type { LegUnroll, PhotoUnroll } from './pattern.ts';
import { runsAcross } from './run-points.ts';

/*
 * Worn trousers are three tubes: the seat and two legs. Each keeps the photo's proportions in its
 * middle and takes the width that the projection hides at its edges, which stay where they are.
 */

const ROW_STEP = 0.01;
/** Metres above the crotch over which one tube becomes two. */
const PARTING = 0.1;
/** Slivers of cloth narrower than this are no leg, metres. */
const LEAST_LEG = 0.03;
const BISECTIONS = 40;

/**
 * How worn trousers are unrolled, or null where they lay flat or no legs are told apart.
 *
 * @param shape With its crotch where the pattern's will be.
 * @param scale Metres per pixel.
 */
export function draftLegUnroll(
  shape: FlatShape,
  levels: FlatLevels,
  scale: { readonly x: number; readonly y: number },
): PhotoUnroll | null {
  const aspect = scale.y / scale.x;
  const crotch = crotchPoint(shape);
  if (aspect >= 1 || crotch === null) return null;
  const step = ROW_STEP / scale.y;
  const seat: PhotoUnroll['rows'][number][] = [];
  const legs: LegUnroll['rows'][number][] = [];
  const height = (y: number) => (y - levels.top) * scale.y;
  for (let y = levels.top - step; y > levels.bottom; y -= step) {
    const runs = runsAcross(shape.outline, y).filter(
      ([from, to]) => (to - from) * scale.x > LEAST_LEG,
    );
    if (y > crotch[1]) {
      const [from, to] = [runs[0]?.[0], runs.at(-1)?.[1]];
      if (from === undefined || to === undefined) continue;
      seat.push([height(y), from * scale.x, to * scale.x, aspect, 1, 1]);
    } else if (runs.length === 2) {
      const [right, left] = runs as [(typeof runs)[0], (typeof runs)[0]];
      legs.push([
        height(y),
        right[0] * scale.x,
        right[1] * scale.x,
        left[0] * scale.x,
        left[1] * scale.x,
      ]);
    }
  }
  if (seat.length < 3 || legs.length < 3) return null;
  const parted = legs[0]![0];
  return { rows: seat, legs: { from: parted + PARTING, to: parted, aspect, rows: legs } };
}

/** Where a point of the evenly stretched photo belongs, given where the seat's tube would put it. */
export function unrolledOnLegs(legs: LegUnroll, x: number, y: number, onSeat: number): number {
  const share = Math.min(1, Math.max(0, (legs.from - y) / (legs.from - legs.to)));
  if (share === 0) return onSeat;
  const [, a, b, c, d] = rowAt(legs, y);
  const [from, to] = x < (b + c) / 2 ? [a, b] : [c, d];
  const centre = (from + to) / 2;
  const half = (to - from) / 2;
  const u = (x - centre) / half;
  const onLeg =
    u > -1 && u < 1 ? centre + half * u * (legs.aspect + (1 - legs.aspect) * u ** 4) : x;
  return onSeat + share * (onLeg - onSeat);
}

/** The inverse at a level of a map that grows with x and moves nothing by more than `reach`. */
export function inverseOf(map: (x: number) => number, goal: number, reach: number): number {
  let low = goal - reach;
  let high = goal + reach;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (map(middle) < goal) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function rowAt({ rows }: LegUnroll, y: number): LegUnroll['rows'][number] {
  let below = 1;
  while (below < rows.length - 1 && rows[below]![0] > y) below++;
  const [p, q] = [rows[below - 1]!, rows[below]!];
  const t = Math.min(1, Math.max(0, (p[0] - y) / (p[0] - q[0])));
  const mix = (k: 0 | 1 | 2 | 3 | 4) => p[k] + t * (q[k] - p[k]);
  return [mix(0), mix(1), mix(2), mix(3), mix(4)];
}
