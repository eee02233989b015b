import { crotchPoint, type FlatLevels } from './flat-levels.ts';
import type { FlatShape } from './flat-shape.ts';
import type { LegUnroll, PhotoUnroll } from './pattern.ts';
import { reachRound, type TorsoLevel } from './reach-round.ts';
import { runsAcross } from './run-points.ts';
import { waistRow } from './waist-row.ts';

/*
 * Worn trousers are three tubes: the seat and two legs. Each keeps the photo's proportions in its
 * middle and takes the width that the projection hides at its edges; a leg's stay where they are.
 */

const ROW_STEP = 0.01;
/** Metres above the crotch over which one tube becomes two. */
const PARTING = 0.1;
/** Metres below the crotch over which what widens the seat runs out on the legs. */
const REACH_OUT = 0.3;
/** Slivers of cloth narrower than this are no leg, metres. */
const LEAST_LEG = 0.03;
/** Halvings of the search for an inverse: to some nanometres. */
const BISECTIONS = 28;
/** Above this aspect nothing is unrolled. */
const FLAT_ASPECT = 0.97;
/** Widenings below this are left to the cloth. */
const LEAST_REACH = 1.01;

/**
 * How trousers are unrolled, where they were worn, and widened, where the seat is too narrow for the
 * body; null where neither is needed or no legs are told apart.
 *
 * @param shape With its crotch where the pattern's will be.
 * @param scale Metres per pixel.
 * @param toPass What a level of the seat has to go round, metres (y of the pattern frame).
 */
export function draftLegUnroll(
  shape: FlatShape,
  levels: FlatLevels,
  scale: { readonly x: number; readonly y: number },
  toPass: (y: number) => Pick<TorsoLevel, 'girth' | 'waist'>,
): PhotoUnroll | null {
  const seen = scale.y / scale.x;
  const aspect = seen < FLAT_ASPECT ? seen : 1;
  const crotch = crotchPoint(shape);
  if (crotch === null) return null;
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
  const opening = waistRow(shape, scale.x);
  if (opening) seat.unshift([...opening, aspect, 1, 1]);
  const reach = reachRound(seat.map(([y, from, to]) => ({ y, width: to - from, ...toPass(y) })));
  if (aspect === 1 && Math.max(...reach) < LEAST_REACH) return null;
  seat.forEach((row, i) => {
    seat[i] = [row[0], row[1], row[2], row[3], reach[i]!, row[5]];
  });
  const parted = legs[0]![0];
  return {
    rows: seat,
    legs: { from: parted + PARTING, to: parted, aspect, reach: reach.at(-1)!, rows: legs },
  };
}

/**
 * Where points of a level belong, on the evenly stretched photo and flat: the seat's map at first, the
 * legs' own below the crotch, between them a mixture.
 *
 * @param onSeat The seat's map at that level.
 */
export function legMap(
  legs: LegUnroll,
  y: number,
  onSeat: (x: number) => number,
): (x: number) => number {
  const share = Math.min(1, Math.max(0, (legs.from - y) / (legs.from - legs.to)));
  if (share === 0) return onSeat;
  const [, a, b, c, d] = rowAt(legs, y);
  const parting = (b + c) / 2;
  const widening =
    1 + ((legs.reach ?? 1) - 1) * Math.min(1, Math.max(0, 1 + (y - legs.to) / REACH_OUT));
  return (x) => {
    const [from, to] = x < parting ? [a, b] : [c, d];
    const half = (to - from) / 2;
    const u = (x - from) / half - 1;
    const onLeg =
      u > -1 && u < 1 ? from + half + half * u * (legs.aspect + (1 - legs.aspect) * u ** 4) : x;
    const inner = x < parting ? b : c;
    const widened = inner + widening * (onLeg - inner);
    return share === 1 ? widened : onSeat(x) + share * (widened - onSeat(x));
  };
}

/** The inverse of a map that grows with x and moves nothing by more than `reach`. */
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
  let low = 0;
  let high = rows.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rows[middle]![0] >= y) low = middle;
    else high = middle;
  }
  const [p, q] = [rows[low]!, rows[high]!];
  const t = Math.min(1, Math.max(0, (p[0] - y) / (p[0] - q[0])));
  const mix = (k: 0 | 1 | 2 | 3 | 4) => p[k] + t * (q[k] - p[k]);
  return [mix(0), mix(1), mix(2), mix(3), mix(4)];
}
