import { edgeLevel, type NeckPatch } from './neck-patch.ts';
import { stepAcross } from './neckline-family.ts';

/** A point moves at most this far across its neckline, half neck widths, in so many steps each way. */
const REACH = 0.1;
const STEPS = 6;
/** Price of a neighbour's move one step further, beside a colour step fully believed. */
const BEND_PRICE = 0.09;
/** And of leaving the drawn line by one step. */
const LEAVE_PRICE = 0.012;

/** Passes of a (1 2 1) mean that take off the steps' teeth; a V's point moves by less than a step. */
const SMOOTHING = 2;

const sides = new Float64Array(6);

function smooth(points: Float64Array): void {
  const before = points.slice();
  for (let i = 2; i < points.length - 2; i++) {
    points[i] = (before[i - 2]! + 2 * before[i]! + before[i + 2]!) / 4;
  }
}

/**
 * Moves a neckline's points across it onto the colour step nearby, each side on its own (dynamic
 * programming; its ends stay).
 *
 * @param points xy pairs in the patch.
 * @param half Colour step that is half believed, levels.
 */
export function refineNeckline(patch: NeckPatch, points: Float64Array, half: number): Float64Array {
  const count = points.length / 2;
  const states = 2 * STEPS + 1;
  const normals = new Float64Array(points.length);
  for (let i = 0; i < count; i++) {
    const a = Math.max(0, i - 1);
    const b = Math.min(count - 1, i + 1);
    const tx = points[2 * b]! - points[2 * a]!;
    const ty = points[2 * b + 1]! - points[2 * a + 1]!;
    const length = Math.hypot(tx, ty) || 1;
    normals[2 * i] = -ty / length;
    normals[2 * i + 1] = tx / length;
  }
  const place = (i: number, state: number): readonly [number, number] => {
    const move = ((state - STEPS) * REACH) / STEPS;
    return [
      points[2 * i]! + normals[2 * i]! * move,
      points[2 * i + 1]! + normals[2 * i + 1]! * move,
    ];
  };
  const price = (i: number, state: number): number => {
    const leave = LEAVE_PRICE * Math.abs(state - STEPS);
    if (i === 0 || i === count - 1) return state === STEPS ? 0 : 1e6;
    const [x, y] = place(i, state);
    // Along the outline's own edge there is nothing to find.
    if (y < edgeLevel(patch, x) + REACH) return leave;
    const size = stepAcross(patch, x, y, normals[2 * i]!, normals[2 * i + 1]!, sides);
    return (size < 0 ? 1 : half / (size + half)) + leave;
  };
  let sums = Float64Array.from({ length: states }, (_, state) => price(0, state));
  const back = new Int32Array(count * states);
  for (let i = 1; i < count; i++) {
    const next = new Float64Array(states);
    for (let state = 0; state < states; state++) {
      let best = Infinity;
      for (let from = 0; from < states; from++) {
        const total = sums[from]! + BEND_PRICE * (state - from) ** 2;
        if (total < best) {
          best = total;
          back[i * states + state] = from;
        }
      }
      next[state] = best + price(i, state);
    }
    sums = next;
  }
  const moved = new Float64Array(points.length);
  let state = 0;
  for (let k = 1; k < states; k++) if (sums[k]! < sums[state]!) state = k;
  for (let i = count - 1; i >= 0; i--) {
    const [x, y] = place(i, state);
    moved[2 * i] = x;
    moved[2 * i + 1] = y;
    state = back[i * states + state]!;
  }
  for (let pass = 0; pass < SMOOTHING; pass++) smooth(moved);
  return moved;
}
