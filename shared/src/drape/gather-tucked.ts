import { type BodyMeasures, torsoGirthAt } from '../pattern/body-measures.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** Rows of the flat cloth whose width is looked at, metres. */
const ROW = 0.01;
/** Metres that tucked cloth lies off the skin, and is yet to lie loosely in. */
const OFF_SKIN = 0.008;
/** The gathers run out over this much above the tucked part, metres: cloth blouses there. */
const RUN_OUT = 0.04;
/** Share of its width to which cloth is gathered at most. */
const NARROWEST = 0.5;

/**
 * Gathers a tucked hem to the body's own girth, as ease taken in across: wider cloth would stand off the body
 * as fins at its sides, which no waistband goes round.
 *
 * @param tucked Vertices of the hem inside the waistband.
 * @param lift Height (metres, file frame) of the pattern's y = 0.
 */
export function gatherTucked(
  sewn: SewnGarment,
  tucked: readonly number[],
  lift: number,
  body: BodyMeasures,
): SewnGarment {
  if (tucked.length === 0) return sewn;
  const rowOf = (v: number): number => Math.round(sewn.flat[2 * v + 1]! / ROW);
  const ends = new Map<number, readonly [number, number]>();
  for (const v of tucked) {
    const x = sewn.flat[2 * v]!;
    const [low, high] = ends.get(rowOf(v)) ?? [x, x];
    ends.set(rowOf(v), [Math.min(low, x), Math.max(high, x)]);
  }
  const gathers = new Map<number, number>();
  for (const [row, [low, high]] of ends) {
    const girth = torsoGirthAt(body, row * ROW + lift) + 2 * Math.PI * OFF_SKIN;
    const share = Math.min(1, Math.max(NARROWEST, girth / (2 * (high - low))));
    gathers.set(row, share - 1);
  }
  const top = Math.max(...ends.keys());
  const [left, right] = ends.get(top)!;
  const easeAcross = sewn.easeAcross.slice();
  const cutAcross = sewn.easeCut?.across.slice();
  const isTucked = new Set(tucked);
  for (let v = 0; v < sewn.vertexCount; v++) {
    const above = sewn.flat[2 * v + 1]! - top * ROW;
    const x = sewn.flat[2 * v]!;
    const runsOut = above > 0 && above < RUN_OUT && x >= left - ROW && x <= right + ROW;
    if (!isTucked.has(v) && !runsOut) continue;
    const gather = isTucked.has(v) ? gathers.get(rowOf(v))! : gathers.get(top)!;
    const share = isTucked.has(v) ? 1 : 1 - above / RUN_OUT;
    easeAcross[v] = (1 + easeAcross[v]!) * (1 + share * gather) - 1;
    if (cutAcross) cutAcross[v] = (1 + cutAcross[v]!) * (1 + share * gather) - 1;
  }
  return {
    ...sewn,
    easeAcross,
    ...(sewn.easeCut && cutAcross && { easeCut: { ...sewn.easeCut, across: cutAcross } }),
  };
}
