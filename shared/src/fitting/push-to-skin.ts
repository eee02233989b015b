import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { LONGEST_STEP, noWalls, stepBetween } from './between-walls.ts';

/** Below this the direction from the skin to the point is noise, and the skin's normal serves. */
export const TOUCHING = 1e-5;
/** A vertex deeper than this may have come through from the other side of a limb: metres. */
export const DEEP = 0.006;
/**
 * How far a deep vertex may travel along its own normal to leave the body: through an arm, but not
 * through the trunk, metres, and in multiples of its way out through the nearest skin.
 */
export const LONGEST_DEEP_EXIT = 0.1;
export const DEEP_EXIT_RATIO = 5;
/** How far a vertex between two folds of skin is led along its own normal, metres. */
export const LONGEST_FOLD_EXIT = 0.03;
/** Projections before a vertex between two folds of skin is led out along its own normal. */
export const PROJECTIONS = 4;

/** A place this share of the offset away counts as that far: rounding is no reason to move on. */
export const CLEAR_SHARE = 0.999;
/** Steps an offset in which a vertex is led along its own normal. */
export const EXIT_STEPS = 4;

const hit = surfacePoint();
const probe = surfacePoint();
const walls = noWalls();
const step = new Float64Array(3);

/** What a push found. */
export type PushOutcome = 'clear' | 'moved' | 'stuck';

/**
 * Moves one vertex, if need be, along the skin's normal until it is `offset` outside of the body.
 *
 * A vertex deep inside leaves on the side that its garment faces: a sleeve's front that sank beyond
 * the arm's middle would else come out at the back. Between two folds of skin (armpit, crotch) it leaves
 * along their crease; where no nearby point is far enough from both, along the garment's normal.
 *
 * @param vertex Vertex number in `positions`, which is changed in place.
 * @param normal The garment's unit normal at the vertex, towards its outside; zero if unknown.
 */
export function pushToSkin(
  positions: Float32Array,
  vertex: number,
  normal: readonly [number, number, number],
  body: BodyIndex,
  offset: number,
): PushOutcome {
  const i = 3 * vertex;
  let moved = false;
  walls.count = 0;
  for (let attempt = 0; attempt < PROJECTIONS; attempt++) {
    const x = positions[i]!;
    const y = positions[i + 1]!;
    const z = positions[i + 2]!;
    const inside = body.isInside(x, y, z);
    if (!body.closestPoint(x, y, z, inside ? Number.POSITIVE_INFINITY : offset, hit)) {
      return moved ? 'moved' : 'clear';
    }
    moved = true;
    const direction = outward(body, x, y, z, inside);
    const agrees =
      direction[0] * normal[0] + direction[1] * normal[1] + direction[2] * normal[2] >= 0;
    if (inside && hit.distance > DEEP && !agrees) {
      const reach = Math.min(LONGEST_DEEP_EXIT, DEEP_EXIT_RATIO * hit.distance);
      if (leaveAlong(positions, i, normal, reach, body, offset)) return 'moved';
    }
    const lack = inside ? offset + hit.distance : offset - hit.distance;
    if (stepBetween(walls, direction, lack, LONGEST_STEP * offset, step)) {
      for (let k = 0; k < 3; k++) positions[i + k]! += step[k]!;
      continue;
    }
    positions[i] = hit.x + direction[0] * offset;
    positions[i + 1] = hit.y + direction[1] * offset;
    positions[i + 2] = hit.z + direction[2] * offset;
  }
  if (isClear(body, positions[i]!, positions[i + 1]!, positions[i + 2]!, offset)) return 'moved';
  if (leaveAlong(positions, i, normal, LONGEST_FOLD_EXIT, body, offset)) return 'moved';
  return 'stuck';
}

const direction: [number, number, number] = [0, 0, 0];

/** The skin's outward direction at the hit, seen from the point: exact on faces, edges and corners. */
function outward(
  body: BodyIndex,
  x: number,
  y: number,
  z: number,
  inside: boolean,
): readonly [number, number, number] {
  const d = hit.distance;
  if (d > TOUCHING) {
    const towards = inside ? 1 / d : -1 / d;
    direction[0] = (hit.x - x) * towards;
    direction[1] = (hit.y - y) * towards;
    direction[2] = (hit.z - z) * towards;
    return direction;
  }
  for (let k = 0; k < 3; k++) {
    let sum = 0;
    for (let corner = 0; corner < 3; corner++) {
      const v = body.indices[3 * hit.triangle + corner]!;
      sum += hit.weights[corner]! * body.normals[3 * v + k]!;
    }
    direction[k] = sum;
  }
  const length = Math.hypot(direction[0], direction[1], direction[2]) || 1;
  for (let k = 0; k < 3; k++) direction[k]! /= length;
  return direction;
}

/** Whether a point lies outside the body and `offset` away from its skin, to a thousandth. */
export function isClear(body: BodyIndex, x: number, y: number, z: number, offset: number): boolean {
  return !body.isInside(x, y, z) && !body.closestPoint(x, y, z, CLEAR_SHARE * offset, probe);
}

/** Marches along the normal until the skin is `offset` away; leaves `positions` alone if it cannot. */
function leaveAlong(
  positions: Float32Array,
  i: number,
  normal: readonly [number, number, number],
  reach: number,
  body: BodyIndex,
  offset: number,
): boolean {
  if (normal[0] === 0 && normal[1] === 0 && normal[2] === 0) return false;
  const step = offset / EXIT_STEPS;
  for (let s = step; s < reach; s += step) {
    const x = positions[i]! + s * normal[0];
    const y = positions[i + 1]! + s * normal[1];
    const z = positions[i + 2]! + s * normal[2];
    if (!isClear(body, x, y, z, offset)) continue;
    positions[i] = x;
    positions[i + 1] = y;
    positions[i + 2] = z;
    return true;
  }
  return false;
}
