import type { Avatar } from '../body/avatar.ts';
import type { Vector3 } from '../body/joint-rotation.ts';
import { type Pattern, wholePanel } from '../pattern/pattern.ts';
import { requireJoint } from './body-points.ts';
import type { PatternPoint } from './pattern-points.ts';
import { pointAtDistance, sleeveLine } from './sleeve-line.ts';

const DEGREE = Math.PI / 180;
/** Arms, degrees below the horizontal: beyond these linear blend skinning folds the shoulder. */
export const ARM_RANGE = [15, 75] as const;
/** Bends of the elbow, degrees: sleeves laid in a bow are followed so far. */
const ELBOW_RANGE = [-45, 45] as const;
/** Metres of sleeve past the elbow under which the forearm goes on straight. */
const SHORT_FOREARM = 0.06;
/** Metres below a sleeve's upper edge at which the middle of an arm lies: cloth hangs on it. */
export const UNDER_UPPER_EDGE = 0.06;
/** Angles are rounded to this many degrees, so that a cached body serves many garments. */
const ANGLE_STEP = 2.5;

/** How an arm lies in its sleeve, degrees. */
export interface ArmAngles {
  /** Of the upper arm, below the horizontal. */
  readonly upper: number;
  /** Of the forearm, farther down than the upper arm. */
  readonly bend: number;
}

/**
 * The angles at which upper arm and forearm follow the middle line of a flat sleeve; null without one.
 *
 * @param lift Height (metres, file frame) of the pattern's y = 0.
 */
export function armAngles(
  avatar: Avatar,
  pattern: Pattern,
  side: 'left' | 'right',
  lift: number,
): ArmAngles | null {
  const aim = straightSleeveEnd(pattern, side);
  if (aim !== null) {
    const [x, y] = shoulderInPattern(avatar, side, lift);
    const out = side === 'left' ? aim[0] - x : x - aim[0];
    return { upper: roundedAngle(Math.atan2(y - aim[1], out) / DEGREE, ARM_RANGE), bend: 0 };
  }
  const line = sleeveLine(pattern, side);
  if (line.length === 0) return null;
  const suffix = side === 'left' ? 'l' : 'r';
  const outwards = side === 'left' ? 1 : -1;
  const shoulder = shoulderInPattern(avatar, side, lift);
  const upper = length(bone(avatar, `upperarm_${suffix}`, `lowerarm_${suffix}`));
  const fore = length(bone(avatar, `lowerarm_${suffix}`, `hand_${suffix}`));
  const below = ([x, y]: PatternPoint, [fromX, fromY]: PatternPoint): number =>
    Math.atan2(fromY - y, outwards * (x - fromX)) / DEGREE;

  const angle = roundedAngle(below(pointAtDistance(line, shoulder, upper), shoulder), ARM_RANGE);
  const elbow: PatternPoint = [
    shoulder[0] + outwards * upper * Math.cos(angle * DEGREE),
    shoulder[1] - upper * Math.sin(angle * DEGREE),
  ];
  const past = line.filter((point) => distanceBetween(point, shoulder) >= upper);
  const bend =
    past.length > 0 && distanceBetween(past.at(-1)!, elbow) > SHORT_FOREARM
      ? roundedAngle(below(pointAtDistance(past, elbow, fore), elbow) - angle, ELBOW_RANGE)
      : 0;
  return { upper: angle, bend };
}

/** Where a straight arm leaves a straightened sleeve: in the middle of the cuff, of a wide one under its upper edge; null without one. */
function straightSleeveEnd(pattern: Pattern, side: 'left' | 'right'): PatternPoint | null {
  const sleeve = wholePanel(pattern).sleeves?.find((lay) => lay.side === side);
  if (!sleeve) return null;
  const [ox, oy, ux, uy] = sleeve.rungs.at(-1)!.laid;
  const width = distanceBetween([ox, oy], [ux, uy]);
  const share = Math.min(1 / 2, UNDER_UPPER_EDGE / width);
  return [ox + share * (ux - ox), oy + share * (uy - oy)];
}

/** Where the shoulder joint lies on a pattern that hangs at `lift`. */
export function shoulderInPattern(
  avatar: Avatar,
  side: 'left' | 'right',
  lift: number,
): PatternPoint {
  const joint = requireJoint(avatar.record, `upperarm_${side === 'left' ? 'l' : 'r'}`);
  return [joint[0], joint[1] - lift];
}

/** Degrees within a range, in steps that many garments share. */
export function roundedAngle(degrees: number, [low, high]: readonly [number, number]): number {
  const clamped = Math.min(high, Math.max(low, degrees));
  return Math.round(clamped / ANGLE_STEP) * ANGLE_STEP;
}

/** From one joint of the avatar to another, metres, rest pose. */
export function bone(avatar: Avatar, from: string, to: string): Vector3 {
  const a = requireJoint(avatar.record, from);
  const b = requireJoint(avatar.record, to);
  return [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
}

function distanceBetween(a: PatternPoint, b: PatternPoint): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
}

function length([x, y, z]: Vector3): number {
  return Math.sqrt(x * x + y * y + z * z);
}
