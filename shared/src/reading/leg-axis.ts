/*
 * A leg between its two seams, from the crotch's level down to its opening. The two sides are paired
 * by the rungs of a ladder, and the rungs' middles are the leg's axis: straight on a leg that lies as
 * it is cut, in a zigzag on one that was folded over.
 */

/** Points along each side. */
const SAMPLES = 120;
/** Directions of the axis are taken over this share of its length. */
const WINDOW = 0.2;
/** What a leg's axis turns by at most where it is cut so (flares, knees), radians; laid straight it turns by 1 to 3 degrees. */
const MOST_TURN = (25 * Math.PI) / 180;

/** One rung: x and y of the outer side, of the inner side, and how far down the axis it is, 0 to 1. */
export type Rung = readonly [number, number, number, number, number];

export interface LegLadder {
  readonly rungs: readonly Rung[];
  /** Length of the axis, in the points' unit. */
  readonly length: number;
  /** By how much the axis changes its direction on the way, radians. */
  readonly turn: number;
}

/**
 * Pairs the two sides of a leg so that the rungs are short; neither side goes back.
 *
 * @param outer xy pairs from the crotch's level down to the opening. @param inner From the crotch down.
 */
export function legLadder(outer: ArrayLike<number>, inner: ArrayLike<number>): LegLadder {
  const o = resampled(outer);
  const i = resampled(inner);
  const pairs = shortestPairs(o, i);
  const middles = pairs.map(
    ([a, b]) => [(o[a]![0] + i[b]![0]) / 2, (o[a]![1] + i[b]![1]) / 2] as const,
  );
  const along = [0];
  for (let k = 1; k < middles.length; k++) {
    const [dx, dy] = [middles[k]![0] - middles[k - 1]![0], middles[k]![1] - middles[k - 1]![1]];
    along.push(along[k - 1]! + Math.hypot(dx, dy));
  }
  const length = along.at(-1)! || 1;
  const rungs = pairs.map(
    ([a, b], k): Rung => [o[a]![0], o[a]![1], i[b]![0], i[b]![1], along[k]! / length],
  );
  return { rungs, length, turn: turnOf(middles, along) };
}

/** Whether a leg was folded over: no leg is cut so. */
export function isFolded({ turn }: LegLadder): boolean {
  return turn > MOST_TURN;
}

/**
 * The legs that lie folded over, by side.
 *
 * @param run Points of the outline's run of a kind and side, xy pairs in outline order; null where there is none.
 */
export function foldedLegs(
  run: (kind: 'outseam' | 'inseam', side: 'left' | 'right') => ArrayLike<number> | null,
): ('left' | 'right')[] {
  return (['left', 'right'] as const).filter((side) => {
    const [outseam, inseam] = [run('outseam', side), run('inseam', side)];
    if (!outseam || !inseam) return false;
    // Clockwise the left side goes down and comes up to the crotch, the right one the other way.
    const outer = side === 'left' ? outseam : backwards(outseam);
    const inner = side === 'left' ? backwards(inseam) : inseam;
    let level = 2;
    // The image's y runs down.
    while (level < outer.length - 4 && outer[level + 1]! < inner[1]!) level += 2;
    return isFolded(legLadder(Array.from(outer).slice(level), inner));
  });
}

function backwards(points: ArrayLike<number>): number[] {
  return Array.from(points, (_, k) => points[points.length - 2 - (k & ~1) + (k & 1)]!);
}

function turnOf(middles: readonly (readonly [number, number])[], along: readonly number[]): number {
  const reach = WINDOW * along.at(-1)!;
  const directions: number[] = [];
  let end = 0;
  for (let start = 0; start < middles.length; start++) {
    while (end < middles.length - 1 && along[end]! - along[start]! < reach) end++;
    if (along[end]! - along[start]! < reach) break;
    const [dx, dy] = [middles[end]![0] - middles[start]![0], middles[end]![1] - middles[start]![1]];
    directions.push(Math.atan2(dx, Math.abs(dy)));
  }
  return directions.length > 0 ? Math.max(...directions) - Math.min(...directions) : 0;
}

/** Points at even distances along a line of xy pairs. */
function resampled(points: ArrayLike<number>): (readonly [number, number])[] {
  const along = [0];
  for (let k = 2; k < points.length; k += 2) {
    const step = Math.hypot(points[k]! - points[k - 2]!, points[k + 1]! - points[k - 1]!);
    along.push(along.at(-1)! + step);
  }
  let k = 0;
  return Array.from({ length: SAMPLES }, (_, n) => {
    const at = (along.at(-1)! * n) / (SAMPLES - 1);
    while (k < along.length - 2 && along[k + 1]! < at) k++;
    const share = Math.min(1, (at - along[k]!) / Math.max(1e-9, along[k + 1]! - along[k]!));
    const between = (c: 0 | 1): number =>
      points[2 * k + c]! + share * (points[2 * k + 2 + c]! - points[2 * k + c]!);
    return [between(0), between(1)] as const;
  });
}

/** Dynamic time warping: pairs from both starts to both ends, of least total distance. */
function shortestPairs(
  o: readonly (readonly [number, number])[],
  i: readonly (readonly [number, number])[],
): (readonly [number, number])[] {
  const cost = new Float64Array(SAMPLES * SAMPLES);
  const from = new Uint8Array(SAMPLES * SAMPLES);
  for (let a = 0; a < SAMPLES; a++) {
    for (let b = 0; b < SAMPLES; b++) {
      const here = Math.hypot(o[a]![0] - i[b]![0], o[a]![1] - i[b]![1]);
      const before = [
        a > 0 && b > 0 ? cost[(a - 1) * SAMPLES + b - 1]! + here : Number.POSITIVE_INFINITY,
        a > 0 ? cost[(a - 1) * SAMPLES + b]! : Number.POSITIVE_INFINITY,
        b > 0 ? cost[a * SAMPLES + b - 1]! : Number.POSITIVE_INFINITY,
      ];
      const best = a + b === 0 ? 0 : Math.min(...before);
      from[a * SAMPLES + b] = a + b === 0 ? 0 : before.indexOf(best);
      cost[a * SAMPLES + b] = best + here;
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [a, b] = [SAMPLES - 1, SAMPLES - 1];
  while (a + b > 0) {
    pairs.push([a, b]);
    const step = from[a * SAMPLES + b]!;
    if (step !== 2) a--;
    if (step !== 1) b--;
  }
  pairs.push([0, 0]);
  return pairs.toReversed();
}
