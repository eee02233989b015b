import type { Avatar, PosedBody } from '../body/avatar.ts';
import type { Vector3 } from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { poseSkeleton } from '../body/pose-skeleton.ts';
import { blendPoints, type SkinWeights } from '../body/skin.ts';
import type { FlatCloth } from '../cloth/cloth.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { shareLegs } from '../skinning/share-legs.ts';
import { transferWeights } from '../skinning/transfer-weights.ts';
import type { PutOnGarment } from '../tryon/put-on.ts';
import { edgeEaser } from './ease-edges.ts';

/** Cloth as it lies on a body: of a pattern, or a mesh that somebody gave. */
export type WornCloth = Pick<
  PutOnGarment,
  'positions' | 'placement' | 'body' | 'skin' | 'follows'
> & {
  readonly sewn: FlatCloth & Pick<SewnGarment, 'openings'>;
};

/** A garment as it lies on a body, ready to be taken into other poses. */
export interface PosableGarment<T extends WornCloth = PutOnGarment> {
  readonly worn: T;
  /** Of the sewn vertices. */
  readonly skin: SkinWeights;
}

/** Finds the weights by which a worn garment follows its body, unless it was posed before and has them. */
export function posableGarment<T extends WornCloth>(worn: T): PosableGarment<T> {
  if (worn.follows) return { worn, skin: worn.follows };
  const copied = transferWeights(worn.positions, worn.sewn.indices, worn.body, worn.skin);
  const hasLegs = worn.sewn.openings.some(({ kind }) => kind === 'leg');
  return { worn, skin: hasLegs ? copied : shareLegs(copied, worn.positions, worn.body) };
}

/**
 * Takes body and garment into a pose without simulation: both are skinned, then what the bend stretched is eased
 * and what came into the skin, or too near, is brought out of it.
 *
 * @param clearing how cloth is kept off the skin.
 * @param bodyIn the body in each pose on the way; left out, it is skinned from rest.
 * @param from where the way begins: the same garment in a pose near by; left out, as it is worn.
 * @throws {Error} when the pose names a joint the skeleton lacks.
 */
export async function poseGarment<T extends WornCloth>(
  { worn, skin }: PosableGarment<T>,
  pose: Pose,
  clearing: Clearing,
  bodyIn: (pose: Pose) => PosedBody = (next) => poseBody(worn.body.avatar, next),
  from: WornCloth = worn,
): Promise<T> {
  return takeAlong(
    { worn, skin },
    stations(posesBetween(from.body.pose, pose), bodyIn),
    clearing,
    from,
  );
}

/** Each is made when the cloth gets there. */
function* stations(way: readonly Pose[], bodyIn: (pose: Pose) => PosedBody): Generator<Station> {
  for (const pose of way) yield stationOf(bodyIn(pose));
}

/** A body on the way to a pose, and what cloth is kept clear of there. */
export interface Station {
  readonly body: PosedBody;
  readonly skin: BodyIndex;
}

/** A bare body on the way to a pose. */
export function stationOf(body: PosedBody): Station {
  return { body, skin: indexBody(body.positions, body.avatar.indices) };
}

/**
 * poseGarment along a way that is known.
 *
 * @param way Turns as posesBetween makes them.
 */
export async function takeAlong<T extends WornCloth>(
  { worn, skin }: PosableGarment<T>,
  way: Iterable<Station>,
  clearing: Clearing,
  from: WornCloth = worn,
): Promise<T> {
  const { avatar } = worn.body;
  const positions = from.positions.slice();
  let at: Station = from;
  for (const there of way) {
    positions.set(follower(avatar, at.body.pose, there.body.pose, skin)(positions));
    at = there;
    await clearOfBody(positions, worn.positions, worn.sewn, (cloth) =>
      keepClear(cloth, worn.sewn.indices, there.skin, clearing),
    );
  }
  const placement = follower(avatar, worn.body.pose, at.body.pose, skin)(worn.placement);
  return { ...worn, body: at.body, positions, placement, skin: at.skin, follows: skin };
}

/**
 * The way from one pose to another in turns that cloth in the crook of an elbow can follow: taken at
 * once, it comes out at the wrong side of the arm. The last one is `to`.
 */
export function posesBetween(from: Pose, to: Pose): Pose[] {
  const names = [...new Set([...Object.keys(from.turns), ...Object.keys(to.turns)])];
  const at = (pose: Pose, name: string): Vector3 => pose.turns[name] ?? [0, 0, 0];
  const widest = Math.max(
    0,
    ...names.map((name) => {
      const [a, b] = [at(from, name), at(to, name)];
      return Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
    }),
  );
  const steps = Math.max(1, Math.ceil(widest / LARGEST_TURN));
  const [start, end] = [from.move ?? ORIGIN, to.move ?? ORIGIN];
  return Array.from({ length: steps }, (_, n) => {
    if (n === steps - 1) return to;
    const share = (n + 1) / steps;
    return {
      turns: Object.fromEntries(
        names.map((name) => [name, between(at(from, name), at(to, name), share)]),
      ),
      move: between(start, end, share),
    };
  });
}

/** Radians that a joint is turned at once at most. */
const LARGEST_TURN = (15 * Math.PI) / 180;
const ORIGIN: Vector3 = [0, 0, 0];

function between(a: Vector3, b: Vector3, share: number): Vector3 {
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])];
}

/** Skins points from one pose to another. */
export function follower(
  avatar: Avatar,
  from: Pose,
  to: Pose,
  skin: SkinWeights,
): (positions: Float32Array) => Float32Array {
  const { joints } = avatar.record;
  const [start, end] = [poseSkeleton(joints, from), poseSkeleton(joints, to)];
  return (positions) => blendPoints(positions, skin, start, end);
}

/** Rounds of easing and snapping: each takes back half of what the other did. With three, taken-in cloth in an armpit kept edges of 2.6 of their length. */
const ROUNDS = 4;
/** While an edge is pulled to more than this share of what it may become there are more of them: cloth that is caught in an armpit comes free. */
const TORN = 1.2;
const MOST_ROUNDS = 24;

/** @param before The cloth as it lay, whose edges say how long they may become. */
export async function clearOfBody(
  positions: Float32Array,
  before: Float32Array,
  sewn: FlatCloth,
  snap: (positions: Float32Array) => Promise<unknown>,
): Promise<void> {
  const { ease, longestShare } = edgeEaser(before, sewn);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (round >= ROUNDS && longestShare(positions) <= TORN) return;
    ease(positions);
    await snap(positions);
  }
}
