import type { Avatar } from '../body/avatar.ts';
import type { Vector3 } from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import { ARM_RANGE, roundedAngle, UNDER_UPPER_EDGE } from '../drape/arm-angles.ts';
import { requireJoint } from '../drape/body-points.ts';
import { armAlong, legTowards, mittenHand } from '../drape/pose-for-pattern.ts';
import type { OpeningLoop } from '../pattern/sewn-garment.ts';
import { meanOf } from '../report/measure-openings.ts';

const DEGREE = Math.PI / 180;
/** Arms come forward or go back with a sleeve by at most this much, degrees. */
const MOST_FORWARD = 25;
/** A cuff nearer to the shoulder joint than this does not say where the arm goes, metres: it rests. */
const NEAR_SHOULDER = 0.1;
/** A sleeve held this little higher than arms can be is let be, degrees. */
const SLACK = 3;

/**
 * The pose in which a body lies inside a mesh: arms along its sleeves, legs along its legs. The body
 * goes to the garment, so sleeves and legs stay as they are, whether they hang or are held out.
 *
 * @param positions Aligned to the body, metres, file frame.
 * @param openings Its cuffs and leg openings count; without cuffs the arms rest.
 */
export function poseForMesh(
  avatar: Avatar,
  positions: Float32Array,
  openings: readonly OpeningLoop[],
): Pose {
  const turns: Record<string, Vector3> = {};
  for (const side of ['left', 'right'] as const) {
    const ends = (kind: OpeningLoop['kind']) =>
      openings.find((opening) => opening.kind === kind && opening.side === side);
    const cuff = ends('cuff');
    if (cuff && sleeveAngles(avatar, side, positions, cuff.vertices).length >= NEAR_SHOULDER) {
      const direction = alongSleeve(avatar, side, positions, cuff.vertices);
      Object.assign(turns, armAlong(avatar, side, direction, direction));
    }
    const leg = ends('leg');
    if (leg) {
      const [x, y] = meanOf(positions, leg.vertices);
      Object.assign(turns, legTowards(avatar, side, x, y));
    }
    Object.assign(turns, mittenHand(avatar, side === 'left' ? 'l' : 'r'));
  }
  return { turns };
}

/** Cuffs of sleeves that are held higher than arms can be: they have to be turned down to the arms. */
export function raisedCuffs(
  avatar: Avatar,
  positions: Float32Array,
  openings: readonly OpeningLoop[],
): OpeningLoop[] {
  return openings.filter(
    ({ kind, side, vertices }) =>
      kind === 'cuff' &&
      side !== 'centre' &&
      isRaised(sleeveAngles(avatar, side, positions, vertices)),
  );
}

function isRaised({ down, length }: SleeveAngles): boolean {
  return length >= NEAR_SHOULDER && down < ARM_RANGE[0] - SLACK;
}

/** How a sleeve leads from the shoulder joint to its cuff. */
interface SleeveAngles {
  /** Degrees. */
  readonly down: number;
  readonly forward: number;
  /** In the front view, metres. */
  readonly length: number;
}

/** From the shoulder joint along the sleeve, as far as arms can; unit. */
function alongSleeve(
  avatar: Avatar,
  side: 'left' | 'right',
  positions: Float32Array,
  cuff: ArrayLike<number>,
): Vector3 {
  const outwards = side === 'left' ? 1 : -1;
  const angles = sleeveAngles(avatar, side, positions, cuff);
  const down = roundedAngle(angles.down, ARM_RANGE) * DEGREE;
  const forward = roundedAngle(angles.forward, [-MOST_FORWARD, MOST_FORWARD]) * DEGREE;
  return [
    outwards * Math.cos(down) * Math.cos(forward),
    -Math.sin(down) * Math.cos(forward),
    Math.sin(forward),
  ];
}

/** Degrees from the shoulder joint to the middle of the cuff, of a wide one to under its upper edge. */
function sleeveAngles(
  avatar: Avatar,
  side: 'left' | 'right',
  positions: Float32Array,
  cuff: ArrayLike<number>,
): SleeveAngles {
  const outwards = side === 'left' ? 1 : -1;
  const shoulder = requireJoint(avatar.record, `upperarm_${side === 'left' ? 'l' : 'r'}`);
  const middle = meanOf(positions, cuff);
  const [dx, dy] = [outwards * (middle[0] - shoulder[0]), middle[1] - shoulder[1]];
  const length = Math.hypot(dx, dy);
  // Upwards across the sleeve in the front view.
  const [ux, uy] = length > 0 ? [-dy / length, dx / length] : [0, 1];
  let half = 0;
  for (let i = 0; i < cuff.length; i++) {
    const x = outwards * (positions[3 * cuff[i]!]! - middle[0]);
    half = Math.max(half, ux * x + uy * (positions[3 * cuff[i]! + 1]! - middle[1]));
  }
  const lift = Math.max(0, half - UNDER_UPPER_EDGE);
  return {
    down: Math.atan2(-(dy + lift * uy), dx + lift * ux) / DEGREE,
    forward: Math.atan2(middle[2] - shoulder[2], length) / DEGREE,
    length,
  };
}
