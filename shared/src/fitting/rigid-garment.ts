import type { Avatar, PosedBody } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { hangHeight } from '../drape/hang-height.ts';
import { poseForPattern } from '../drape/pose-for-pattern.ts';
import { type Quality, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { type FrontProfile, frontProfile } from './front-profile.ts';
import { inflatePattern } from './inflate-pattern.ts';
import { meshLandmarks } from './mesh-landmarks.ts';
import { shoulderRise } from './shoulder-rise.ts';

/** Room before and behind the trunk, metres a side. */
const DEPTH_ROOM = 0.01;

export interface RigidGarmentOptions {
  readonly quality: Quality;
  /** Of the mesh's jitter; the same seed gives the same garment. */
  readonly seed: number;
}

/**
 * Puts a pattern on a body without cloth simulation: rolled into a solid shape in its own size (a
 * pattern's size means something, so it is not scaled), rested on the shoulders or hung at the waist
 * of the body, whose limbs are posed to the sleeves and legs. The snap has to follow.
 *
 * @throws {InputError} when the pattern cannot be sewn.
 */
export function rigidGarment(
  pattern: Pattern,
  avatar: Avatar,
  { quality, seed }: RigidGarmentOptions,
): DrapedGarment {
  const body = poseBody(avatar, poseForPattern(avatar, pattern));
  const sewn = sewPattern(pattern, edgeLengthFor(pattern, quality), seed);
  const skin = frontProfile(body.positions, avatar.indices);
  const positions = inflatePattern(sewn, trunkDepth(skin, body, pattern) / 2 + DEPTH_ROOM);
  const lift = hangHeight(avatar, pattern);
  const resting =
    WAIST_CATEGORIES.has(pattern.category) || pattern.upper === 'strapless'
      ? null
      : shoulderRise(frontProfile(positions, sewn.indices), skin, body.landmarks);
  const spine = middleDepths(skin, body);
  for (let i = 0; i < positions.length; i += 3) {
    positions[i + 1] = positions[i + 1]! + (resting ?? lift);
    positions[i + 2] = positions[i + 2]! + depthOn(spine, positions[i + 1]!);
  }
  return { pattern, sewn, positions, placement: positions.slice(), body };
}

/** Depth of the trunk where the garment is fullest: at the bust, or at the hip; metres. */
function trunkDepth(skin: FrontProfile, body: PosedBody, pattern: Pattern): number {
  const level = WAIST_CATEGORIES.has(pattern.category) ? 'hip_side_left' : 'bust_point_left';
  const depth = meshLandmarks(skin, true).trunkDepth(body.landmarks[level]![1]);
  if (depth === null) throw new Error(`The body has no trunk at "${level}".`);
  return depth.near - depth.far;
}

/** (height, middle of the trunk's depth), rising, metres: a body leans, and a box round it must too. */
type Spine = readonly (readonly [number, number])[];

const SPINE_LANDMARKS = [
  'knee_front_left',
  'crotch',
  'hip_side_left',
  'waist_front',
  'bust_point_left',
  'armpit_left',
  'shoulder_left',
];

function middleDepths(skin: FrontProfile, body: PosedBody): Spine {
  const trunk = meshLandmarks(skin, true);
  return SPINE_LANDMARKS.flatMap((name) => {
    const y = body.landmarks[name]![1];
    const depth = trunk.trunkDepth(y);
    return depth === null ? [] : [[y, (depth.near + depth.far) / 2] as const];
  }).sort((a, b) => a[0] - b[0]);
}

function depthOn(spine: Spine, y: number): number {
  const above = spine.findIndex(([height]) => height >= y);
  if (above === 0) return spine[0]![1];
  if (above < 0) return spine.at(-1)![1];
  const [y0, z0] = spine[above - 1]!;
  const [y1, z1] = spine[above]!;
  return z0 + ((y - y0) / (y1 - y0)) * (z1 - z0);
}
