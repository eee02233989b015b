import type { Avatar, PosedBody } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import { bandLayers } from '../drape/band-layers.ts';
import { halfChest } from '../drape/drape-garment.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { fitAgain } from '../drape/fit-again.ts';
import { hangHeight, heightOnShoulders, SHOULDER_GAP } from '../drape/hang-height.ts';
import { hoodOnHead, isBent } from '../drape/hood-on-head.ts';
import { FRONT } from '../drape/panel-facings.ts';
import { poseForPattern } from '../drape/pose-for-pattern.ts';
import { shoulderSeamVertices } from '../drape/seam-vertices.ts';
import { type Quality, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { type FrontProfile, frontProfile, topAt } from './front-profile.ts';
import { inflatePattern } from './inflate-pattern.ts';
import { keepClear } from './keep-clear.ts';
import { meshLandmarks } from './mesh-landmarks.ts';
import { middleDepths } from './middle-depths.ts';
import { relaxLengths } from './relax-lengths.ts';
import type { Snapper } from './snapper.ts';

/** Room before and behind the trunk, metres a side. */
const DEPTH_ROOM = 0.01;
/** Rounds of length relaxation and snap, and sweeps in each. */
export const RELAXING_ROUNDS = 3;
const SWEEPS = 40;
/**
 * Share of a shoulder seam's points that clear the body: cloth does not sink here as a drape does. At a drape's 0.75 the
 * highest seam of a jacket stayed 29 mm off.
 */
const CARRYING = 0.5;
/**
 * Fittings of a graded garment: the shoulder of a sleeve that was laid flat has no cap, and pulls most. A second one would give so
 * much that sleeves which the arms are not in pass for a fit.
 */
const FITTINGS = 1;

export interface RigidGarmentOptions {
  readonly quality: Quality;
  /** Millimetres between cloth and skin. */
  readonly offsetMm: number;
  /** Of the mesh's jitter; the same seed gives the same garment. */
  readonly seed: number;
}

/** A garment rolled into a solid shape round a body, before anything is relaxed or snapped. */
export interface RolledGarment {
  readonly garment: DrapedGarment;
  readonly skin: BodyIndex;
  /** Gives edges their flat lengths back, as far as a round goes; changes the garment's positions. */
  relax(): void;
}

/**
 * Puts a pattern on a body without cloth simulation: rolled into a solid shape in its own size (a
 * pattern's size means something, so it is not scaled), rested on the shoulders or hung at the waist
 * of the body, whose limbs are posed to the sleeves and legs, and snapped clear of the skin, in turns
 * with a geometric relaxation that gives edges their flat lengths back. One cut to the body's measures is then
 * let out where it pulls, as a draped one is once it hangs; the sewn garment carries that ease.
 *
 * @returns `placement` holds the places before relaxation and snap.
 * @throws {InputError} when the pattern cannot be sewn.
 */
export async function rigidGarment(
  pattern: Pattern,
  avatar: Avatar,
  options: RigidGarmentOptions & { readonly snapper?: Snapper | undefined },
): Promise<DrapedGarment> {
  const { garment, skin, relax } = rolledGarment(pattern, avatar, options);
  const clearing = { offsetMetres: options.offsetMm / 1000, snapper: options.snapper };
  for (let round = 0; round < RELAXING_ROUNDS; round++) {
    relax();
    await keepClear(garment.positions, garment.sewn.indices, skin, clearing);
  }
  const { positions } = garment;
  let { sewn } = garment;
  // Of a known size the pull is a finding.
  const fittings = pattern.scale.source === 'body' ? FITTINGS : 0;
  for (let fitting = 0; fitting < fittings; fitting++) {
    sewn = fitAgain(sewn, bandLayers(pattern, sewn), positions, halfChest(pattern));
    relaxLengths(positions, sewn, SWEEPS);
    await keepClear(positions, sewn.indices, skin, clearing);
  }
  return { ...garment, sewn };
}

/** What `rigidGarment` begins with. @throws {InputError} when the pattern cannot be sewn. */
export function rolledGarment(
  pattern: Pattern,
  avatar: Avatar,
  { quality, seed }: Pick<RigidGarmentOptions, 'quality' | 'seed'>,
): RolledGarment {
  const body = poseBody(avatar, poseForPattern(avatar, pattern));
  const sewn = sewPattern(pattern, edgeLengthFor(pattern, quality), seed);
  const skin = frontProfile(body.positions, avatar.indices);
  const positions = inflatePattern(sewn, trunkDepth(skin, body, pattern) / 2 + DEPTH_ROOM);
  const hangs = WAIST_CATEGORIES.has(pattern.category) || pattern.upper === 'strapless';
  // Rolled over, the shoulders are lower than they were cut.
  const shoulders = shoulderSeamVertices(pattern, sewn).map(
    (v) => [positions[3 * v]!, positions[3 * v + 1]!] as const,
  );
  const rise = hangs ? hangHeight(avatar, pattern) : restHeight(avatar, body, skin, shoulders);
  const middle = middleDepths(skin);
  const hood = hoodOnHead(pattern, avatar, rise);
  for (let v = 0; v < sewn.vertexCount; v++) {
    const [x, y, z] = positions.subarray(3 * v, 3 * v + 3);
    const isHead = isBent(hood, sewn, v);
    const height = isHead ? hood!.from + rise : y! + rise;
    const centre = middle(x!, height);
    const place: [number, number, number] = [x!, height, z! + centre];
    if (isHead) {
      const part = sewn.facings[v] === FRONT ? 'sides' : 'back';
      hood!.bend(place, sewn.flat[2 * v + 1]! - hood!.from, centre, part);
    }
    positions.set(place, 3 * v);
  }
  const placement = positions.slice();
  return {
    garment: { pattern, sewn, positions, placement, body },
    skin: indexBody(body.positions, avatar.indices),
    relax: () => relaxLengths(positions, sewn, SWEEPS),
  };
}

/**
 * How far a garment rises to rest on the shoulders, metres. One that then touches them nowhere, as with straps beside
 * them, sinks until it does: nothing lets it fall later.
 *
 * @param shoulders Points of its shoulder seams: x and height, metres.
 */
function restHeight(
  avatar: Avatar,
  { landmarks }: PosedBody,
  skin: FrontProfile,
  shoulders: readonly (readonly [number, number])[],
): number {
  const height = heightOnShoulders(avatar, shoulders, CARRYING);
  const ceiling = landmarks.neck_side_left![1];
  let room = Number.POSITIVE_INFINITY;
  for (const [x, y] of shoulders) {
    const top = topAt(skin, x, ceiling);
    if (top !== null) room = Math.min(room, y + height - top);
  }
  return Number.isFinite(room) ? height - Math.max(0, room - SHOULDER_GAP) : height;
}

/** Depth of the trunk where the garment is fullest: at the bust, or at the hip; metres. */
function trunkDepth(skin: FrontProfile, body: PosedBody, pattern: Pattern): number {
  const level = WAIST_CATEGORIES.has(pattern.category) ? 'hip_side_left' : 'bust_point_left';
  const depth = meshLandmarks(skin, true).trunkDepth(body.landmarks[level]![1]);
  if (depth === null) throw new Error(`The body has no trunk at "${level}".`);
  return depth.near - depth.far;
}
