import { INFLUENCES, type Rig } from './skeleton.ts';
import { difference, pointAt, type Triple } from './vector.ts';

/** Row-major 3x3. */
type Rotation = readonly number[];

const IDENTITY: Rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];
/** Arms of the A-pose, degrees below the horizontal (contracts: 45). */
const ARM_DOWN_DEG = 45;
/** Hands hang a little from the wrist, as a relaxed hand does. */
const HAND_DOWN_DEG = 48;
/**
 * Legs, degrees outward of the vertical. Straight down the thighs of a full figure touch, and cloth
 * needs a gap to pass between them; MakeHuman's own stance is 6 degrees, wider than the hips.
 */
const LEG_OUT_DEG = 2.5;

/** A skin and its skeleton in one pose; metres. */
export interface PosedSkin {
  readonly positions: Float64Array;
  readonly joints: Float64Array;
}

/**
 * Brings MakeHuman's stance (elbows bent, feet wide) into the A-pose by linear blend skinning, then
 * stands it on the floor with the hip centre above the origin.
 *
 * @param positions xyz triples of every vertex of the base mesh, metres, Y up, facing +Z
 * @param joints xyz triples of the rig in the same stance
 * @param skin vertices that are seen: helpers hang below the feet and must not touch the floor
 */
export function takeRestPose(
  rig: Rig,
  positions: Float64Array,
  joints: Float64Array,
  skin: Iterable<number>,
): PosedSkin {
  const rotations: Rotation[] = [];
  const aims = restAims(rig);
  const posedJoints = new Float64Array(joints.length);
  rig.names.forEach((name, joint) => {
    const parent = rig.parents[joint]!;
    const inherited = parent < 0 ? IDENTITY : rotations[parent]!;
    const offset =
      parent < 0
        ? pointAt(joints, joint)
        : difference(pointAt(joints, joint), pointAt(joints, parent));
    const at = rotate(inherited, offset);
    for (let axis = 0; axis < 3; axis++) {
      posedJoints[joint * 3 + axis] =
        at[axis]! + (parent < 0 ? 0 : posedJoints[parent * 3 + axis]!);
    }
    const aim = aims.get(name);
    if (aim === undefined) rotations.push(inherited);
    else if (aim === 'upright') rotations.push(IDENTITY);
    else {
      const target = rig.names.indexOf(aim.at);
      const bone = difference(pointAt(joints, target), pointAt(joints, joint));
      rotations.push(multiply(arc(rotate(inherited, bone), aim.along), inherited));
    }
  });
  return standOnFloor(
    rig,
    blend(rig, positions, joints, rotations, posedJoints),
    posedJoints,
    skin,
  );
}

type Aim = 'upright' | { readonly at: string; readonly along: Triple };

function restAims(rig: Rig): Map<string, Aim> {
  const aims = new Map<string, Aim>();
  const down = (ARM_DOWN_DEG * Math.PI) / 180;
  const handDown = (HAND_DOWN_DEG * Math.PI) / 180;
  const out = (LEG_OUT_DEG * Math.PI) / 180;
  for (const [side, sign] of [
    ['l', 1],
    ['r', -1],
  ] as const) {
    const arm: Triple = [sign * Math.cos(down), -Math.sin(down), 0];
    const hand: Triple = [sign * Math.cos(handDown), -Math.sin(handDown), 0];
    const leg: Triple = [sign * Math.sin(out), -Math.cos(out), 0];
    aims.set(`upperarm_${side}`, { at: `lowerarm_${side}`, along: arm });
    aims.set(`lowerarm_${side}`, { at: `hand_${side}`, along: arm });
    aims.set(`hand_${side}`, { at: `middle_01_${side}`, along: hand });
    aims.set(`thigh_${side}`, { at: `foot_${side}`, along: leg });
    aims.set(`foot_${side}`, 'upright');
  }
  for (const name of aims.keys()) {
    if (!rig.names.includes(name)) throw new Error(`rig: no bone ${name} to pose`);
  }
  return aims;
}

function blend(
  rig: Rig,
  positions: Float64Array,
  joints: Float64Array,
  rotations: readonly Rotation[],
  posedJoints: Float64Array,
): Float64Array {
  const posed = new Float64Array(positions.length);
  for (let vertex = 0; vertex < positions.length / 3; vertex++) {
    const point = pointAt(positions, vertex);
    for (let slot = 0; slot < INFLUENCES; slot++) {
      const weight = rig.skinWeights[vertex * INFLUENCES + slot]!;
      if (weight === 0) continue;
      const joint = rig.skinJoints[vertex * INFLUENCES + slot]!;
      const turned = rotate(rotations[joint]!, difference(point, pointAt(joints, joint)));
      for (let axis = 0; axis < 3; axis++) {
        posed[vertex * 3 + axis] =
          posed[vertex * 3 + axis]! + weight * (turned[axis]! + posedJoints[joint * 3 + axis]!);
      }
    }
  }
  return posed;
}

function standOnFloor(
  rig: Rig,
  positions: Float64Array,
  joints: Float64Array,
  skin: Iterable<number>,
): PosedSkin {
  let floor = Number.POSITIVE_INFINITY;
  for (const vertex of skin) floor = Math.min(floor, positions[vertex * 3 + 1]!);
  const hip = hipCentre(rig, joints);
  const move = [-hip[0], -floor, -hip[2]];
  return {
    positions: positions.map((value, i) => value + move[i % 3]!),
    joints: joints.map((value, i) => value + move[i % 3]!),
  };
}

/** The point midway between the two hip joints. */
export function hipCentre(rig: Rig, joints: Float64Array): Triple {
  const left = pointAt(joints, rig.names.indexOf('thigh_l'));
  const right = pointAt(joints, rig.names.indexOf('thigh_r'));
  return [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2];
}

function rotate(m: Rotation, v: Triple): Triple {
  return [
    m[0]! * v[0] + m[1]! * v[1] + m[2]! * v[2],
    m[3]! * v[0] + m[4]! * v[1] + m[5]! * v[2],
    m[6]! * v[0] + m[7]! * v[1] + m[8]! * v[2],
  ];
}

function multiply(a: Rotation, b: Rotation): Rotation {
  return a.map((_, i) => {
    const row = Math.floor(i / 3) * 3;
    const column = i % 3;
    return a[row]! * b[column]! + a[row + 1]! * b[column + 3]! + a[row + 2]! * b[column + 6]!;
  });
}

/** The shortest rotation that turns one direction into another (Rodrigues). */
function arc(from: Triple, to: Triple): Rotation {
  const f = Math.hypot(...from);
  const t = Math.hypot(...to);
  const [ax, ay, az] = [from[0] / f, from[1] / f, from[2] / f];
  const [bx, by, bz] = [to[0] / t, to[1] / t, to[2] / t];
  const [x, y, z] = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
  const cos = ax * bx + ay * by + az * bz;
  const k = 1 / (1 + cos);
  return [
    k * x * x + cos,
    k * x * y - z,
    k * x * z + y,
    k * y * x + z,
    k * y * y + cos,
    k * y * z - x,
    k * z * x - y,
    k * z * y + x,
    k * z * z + cos,
  ];
}
