import type { Avatar } from '../body/avatar.ts';
import {
  inverseRotation,
  multiplyRotations,
  type Rotation,
  rotate,
  rotationBetween,
  rotationFromVector,
  type Vector3,
  vectorFromRotation,
} from '../body/joint-rotation.ts';
import { bone } from '../drape/arm-angles.ts';

/** The joints of an arm or a leg from its root to its end. */
export type Limb = readonly [root: string, middle: string, end: string];

/** Where the two bones of a limb point, world, any length. */
export interface LimbAim {
  readonly upper: Vector3;
  readonly lower: Vector3;
  /** Radians that the lower bone is turned about itself, counter-clockwise seen from its end. */
  readonly twist?: number;
}

export interface TurnedLimb {
  /** Turns of the limb's root and middle. */
  readonly turns: Readonly<Record<string, Vector3>>;
  /** World rotation of the lower bone. */
  readonly end: Rotation;
}

/**
 * The turns that lay a limb along two directions by the shortest way from where its parent takes it.
 *
 * @param parent World rotation of what the limb hangs on.
 */
export function limbTurns(
  avatar: Avatar,
  [root, middle, end]: Limb,
  parent: Rotation,
  { upper, lower, twist = 0 }: LimbAim,
): TurnedLimb {
  const first = aimed(parent, bone(avatar, root, middle), upper);
  const bent = aimed(first, bone(avatar, middle, end), lower);
  const size = length(lower);
  const about = rotationFromVector([
    (twist * lower[0]) / size,
    (twist * lower[1]) / size,
    (twist * lower[2]) / size,
  ]);
  const second = multiplyRotations(about, bent);
  return {
    turns: { [root]: turnFrom(parent, first), [middle]: turnFrom(first, second) },
    end: second,
  };
}

/** The turn that a joint makes for its world rotation to be `world`. */
export function turnFrom(parent: Rotation, world: Rotation): Vector3 {
  return vectorFromRotation(multiplyRotations(inverseRotation(parent), world));
}

/** The world rotation that a joint gets when its bone is aimed by the shortest way. */
export function aimed(parent: Rotation, restBone: Vector3, direction: Vector3): Rotation {
  return multiplyRotations(rotationBetween(rotate(parent, restBone), direction), parent);
}

/**
 * Where a limb's two bones point when its end is to be at a place: the law of cosines in the plane of
 * the place and the pole. A place out of reach is reached for with the limb straight.
 *
 * @param reach Metres, of the upper and the lower bone.
 * @param place From the limb's root, metres.
 * @param pole The side to which the middle joint bends.
 */
export function bendTo(
  [a, b]: readonly [number, number],
  place: Vector3,
  pole: Vector3,
): Pick<LimbAim, 'upper' | 'lower'> {
  const far = length(place);
  const d = Math.min(far, (a + b) * (1 - 1e-6));
  const along: Vector3 = [place[0] / far, place[1] / far, place[2] / far];
  const lean = along[0] * pole[0] + along[1] * pole[1] + along[2] * pole[2];
  const off: Vector3 = [
    pole[0] - lean * along[0],
    pole[1] - lean * along[1],
    pole[2] - lean * along[2],
  ];
  const size = length(off);
  const forward = (a * a - b * b + d * d) / (2 * d);
  const aside = Math.sqrt(Math.max(0, a * a - forward * forward)) / size;
  const upper: Vector3 = [
    forward * along[0] + aside * off[0],
    forward * along[1] + aside * off[1],
    forward * along[2] + aside * off[2],
  ];
  return {
    upper,
    lower: [d * along[0] - upper[0], d * along[1] - upper[1], d * along[2] - upper[2]],
  };
}

/** Lengths of a limb's two bones, metres. */
export function limbReach(avatar: Avatar, [root, middle, end]: Limb): [number, number] {
  return [length(bone(avatar, root, middle)), length(bone(avatar, middle, end))];
}

function length([x, y, z]: Vector3): number {
  return Math.sqrt(x * x + y * y + z * z);
}
