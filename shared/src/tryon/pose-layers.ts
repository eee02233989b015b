import type { PosedBody } from '../body/avatar.ts';
import type { Pose } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { indexSolid } from '../body/solid.ts';
import type { Clearing } from '../fitting/keep-clear.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import type { Layer, LayerGarment } from '../layers/layer-garment.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { type ArmRoom, armRoom, BARE_ARM_ROOM } from '../posing/arm-room.ts';
import { namedPose, type PoseName } from '../posing/named-poses.ts';
import {
  type PosableGarment,
  posableGarment,
  posesBetween,
  stationOf,
  takeAlong,
  type WornCloth,
} from '../posing/pose-garment.ts';
import { type LaidLayers, layLayers } from './lay-layers.ts';
import type { CutGarment, PosedPlace } from './outfit-garments.ts';

/** An outfit ready to be taken into poses. */
export interface PosableOutfit {
  readonly posables: readonly PosableGarment<WornCloth>[];
  /** What all of its garments together leave the arms. */
  readonly room: ArmRoom;
  /** Of each: height of the waistband that goes over it, metres; null where none does. */
  readonly tuckedBelow: readonly (number | null)[];
}

/** @param layers Inner to outer, on one body. */
export function posableOutfit(
  layers: readonly Layer[],
  tuckedBelow: readonly (number | null)[],
): PosableOutfit {
  const { body } = layers[0]!.lying;
  const skin = indexBody(body.positions, body.avatar.indices);
  const posables = layers.map(({ lying }) => posableGarment({ ...lying, skin }));
  const room = posables.map(armRoom).reduce(wider, BARE_ARM_ROOM);
  return { posables, room, tuckedBelow };
}

/** @returns Positions of garment n, clear of what it is worn over. */
export type SettleLayer = (n: number, posed: WornCloth, place: PosedPlace) => Promise<Float32Array>;

export interface OverOptions {
  readonly clearing: Clearing;
  /** The body in each pose on the way. */
  readonly bodyIn: (pose: Pose) => PosedBody;
  /** Where the way begins; left out: as the outfit is worn. */
  readonly from?: readonly WornCloth[] | undefined;
  /** Of each garment how it is drawn there: what lies over it takes that for its outside. */
  readonly garments: readonly LayerGarment[];
  /** Lets garment n, clear of what it is worn over, hang there; left out: it stays where skinning took it. */
  readonly settle?: SettleLayer | undefined;
  readonly context: JobContext;
}

/**
 * Takes an outfit into a pose: each garment follows the body for itself, then, inner to outer, comes out of what
 * lies beneath it there, and is laid over it as when it was put on.
 *
 * @returns Inner to outer.
 * @throws {CancelledError}
 */
export async function layersIn(
  { posables, tuckedBelow }: PosableOutfit,
  pose: Pose,
  { clearing, bodyIn, from, garments, settle, context }: OverOptions,
): Promise<Pick<LaidLayers, 'layers' | 'skinUnder'>> {
  const { body: start } = (from ?? posables.map(({ worn }) => worn))[0]!;
  const way = posesBetween(start.pose, pose).map((next) => stationOf(bodyIn(next)));
  const { body, skin: bare } = way.pop()!;
  const laid = layLayers(body, clearing, bare);
  for (const [n, posable] of posables.entries()) {
    throwIfCancelled(context.signal);
    const solid = laid.beneath();
    const skin = n === 0 ? bare : indexSolid(solid);
    const posed = await takeAlong(posable, [...way, { body, skin }], clearing, from?.[n]);
    const { positions } = posed;
    const height = tuckedBelow[n]!;
    // A step lowers and lifts the hips, and the waistband with them.
    const waistband = height === null ? null : height + (pose.move?.[1] ?? 0);
    const place = { beneath: solid, tuckedBelow: height, isCovered: n < posables.length - 1 };
    const hanging = settle ? await settle(n, posed, place) : positions;
    await laid.lay({ ...posed, positions: hanging }, garments[n]!, waistband);
  }
  return laid;
}

/**
 * Takes an outfit into a pose by name, where each garment hangs as cloth on what it is worn over.
 *
 * @param layers Inner to outer, on one body.
 * @param cut The same, as they were cut.
 * @param tuckedBelow of each: height of the waistband that goes over it, metres; null where none does.
 * @throws {CancelledError}
 */
export async function poseLayers(
  layers: readonly Layer[],
  name: PoseName,
  clearing: Clearing,
  cut: readonly Pick<CutGarment, 'settle'>[],
  tuckedBelow: readonly (number | null)[],
  context: JobContext,
): Promise<readonly Layer[]> {
  const { avatar } = layers[0]!.lying.body;
  const outfit = posableOutfit(layers, tuckedBelow);
  const { layers: posed } = await layersIn(outfit, namedPose(avatar, name, outfit.room), {
    clearing,
    bodyIn: (pose) => poseBody(avatar, pose),
    garments: layers.map(({ garment }) => garment),
    settle(n, posed, place) {
      context.progress('fit', n / layers.length);
      return cut[n]!.settle(posed, place, context);
    },
    context,
  });
  return posed;
}

/** Room for both. */
function wider(a: ArmRoom, b: ArmRoom): ArmRoom {
  return {
    hanging: Math.max(a.hanging, b.hanging),
    widthAt: (height) => Math.max(a.widthAt(height), b.widthAt(height)),
  };
}
