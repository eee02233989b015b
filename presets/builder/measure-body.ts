import { type SlicePlane, sliceGirth } from '@fitroom/shared/body/slice-girth';

/** A body to be measured: welded skin in the rest pose, metres. */
export interface MeasurableBody {
  readonly positions: ArrayLike<number>;
  readonly indices: Uint32Array;
  /** Where a named landmark is; only vertex landmarks are asked for. */
  landmark(name: string): readonly [number, number, number];
  joint(name: string): readonly [number, number, number];
}

/** Girths that the builder solves for, metres, with the heights of their levels. */
export interface CoreMeasures {
  readonly height: number;
  readonly bust: number;
  readonly bustLevel: number;
  readonly waist: number;
  readonly waistLevel: number;
  readonly hip: number;
  readonly hipLevel: number;
  readonly neck: number;
  readonly neckLevel: number;
  readonly wrist: number;
}

type Point = readonly [number, number, number];

/** Loops of the trunk and of both thighs lie within this of the middle; arms at the A-pose do not. */
export const TRUNK_REACH = 0.22;
/** A limb's own loop lies within this of its axis. */
const LIMB_REACH = 0.07;
const LEVEL_STEP = 0.006;

/** Height, bust, waist, hip, neck and wrist of a body; see presets/README.md for the definitions. */
export function measureCore(body: MeasurableBody): CoreMeasures {
  let top = 0;
  // Not all positions: the base mesh has helpers (hair) above the head.
  for (const vertex of body.indices) top = Math.max(top, body.positions[vertex * 3 + 1]!);
  const girthAt = (y: number): number => trunkGirth(body, y);
  const bustLevel =
    (body.landmark('bust_point_left')[1] + body.landmark('bust_point_right')[1]) / 2;
  const crotch = body.landmark('crotch')[1];
  const waist = extremeLevel((y) => -girthAt(y), crotch + 0.14, bustLevel - 0.08);
  const hip = extremeLevel(girthAt, crotch + 0.005, waist.level - 0.08);
  const neckBase = body.joint('neck_01');
  const head = body.joint('head');
  const neck = extremeLevel((s) => -limbGirth(body, neckBase, head, s, 0.1), 0.2, 0.95, 0.05);
  const neckPoint = between(neckBase, head, neck.level);
  return {
    height: top,
    bust: girthAt(bustLevel),
    bustLevel,
    waist: -waist.value,
    waistLevel: waist.level,
    hip: hip.value,
    hipLevel: hip.level,
    neck: -neck.value,
    neckLevel: neckPoint[1],
    wrist: wristGirth(body),
  };
}

/** Girth of the trunk (below the crotch: of both legs) on a horizontal plane, arms left out. */
export function trunkGirth(body: MeasurableBody, y: number): number {
  return sliceGirth(
    body.positions,
    body.indices,
    { origin: [0, y, 0], normal: [0, 1, 0] },
    TRUNK_REACH,
  );
}

/** Girth square to the line from one joint to another, `fraction` of the way. */
export function limbGirth(
  body: MeasurableBody,
  from: Point,
  to: Point,
  fraction: number,
  reach = LIMB_REACH,
): number {
  const plane: SlicePlane = {
    origin: between(from, to, fraction),
    normal: [to[0] - from[0], to[1] - from[1], to[2] - from[2]],
  };
  return sliceGirth(body.positions, body.indices, plane, reach);
}

/** The narrowest girth of the left forearm's last quarter. */
export function wristGirth(body: MeasurableBody): number {
  const elbow = body.joint('lowerarm_l');
  const hand = body.joint('hand_l');
  return -extremeLevel((s) => -limbGirth(body, elbow, hand, s), 0.75, 1.02, 0.03).value;
}

function between(a: Point, b: Point, s: number): [number, number, number] {
  return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s];
}

/** The largest value on a range: coarse steps, then a parabola through the best three. */
export function extremeLevel(
  value: (level: number) => number,
  from: number,
  to: number,
  step = LEVEL_STEP,
): { level: number; value: number } {
  const count = Math.max(2, Math.ceil((to - from) / step));
  const levels = Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
  const values = levels.map(value);
  const best = values.indexOf(Math.max(...values));
  const [left, right] = [values[best - 1], values[best + 1]];
  if (left === undefined || right === undefined)
    return { level: levels[best]!, value: values[best]! };
  const bend = left - 2 * values[best]! + right;
  const shift = bend === 0 ? 0 : Math.min(0.5, Math.max(-0.5, (left - right) / (2 * bend)));
  const level = levels[best]! + shift * ((to - from) / count);
  const refined = value(level);
  return refined > values[best]!
    ? { level, value: refined }
    : { level: levels[best]!, value: values[best]! };
}
