import type { Avatar, AvatarRecord, PosedBody } from '../body/avatar.ts';
import type { SkinWeights } from '../body/skin.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { drapeGarment } from '../drape/drape-garment.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { keepClear } from '../fitting/keep-clear.ts';
import { rigidGarment } from '../fitting/rigid-garment.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { Ease, FabricChoice, Method } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { armRoom } from '../posing/arm-room.ts';
import { namedPose, type PoseName } from '../posing/named-poses.ts';
import { posableGarment, poseGarment } from '../posing/pose-garment.ts';
import { type SettlePoseOptions, settlePose } from '../posing/settle-pose.ts';
import { fabricWorn } from './made-garment.ts';
import type { DraftedGarment } from './make-garment.ts';
import type { ByteCache } from './ports.ts';

/** One mesh for all avatars of one garment: results can be compared, and files stay the same. */
export const SEED = 1;

/** A garment at rest, and the skin that it was kept clear of. */
export interface PutOnGarment extends DrapedGarment {
  readonly skin: BodyIndex;
  /** How the sewn vertices follow the body's joints, once that was found. */
  readonly follows?: SkinWeights;
}

export interface PutOnOptions {
  readonly method: Method;
  readonly ease: Ease | null;
  /** Null or left out keeps what the garment was made of. */
  readonly fabric?: FabricChoice | null;
  readonly offsetMm: number;
  /** The pose to be shown in; null or left out: the one it was draped in. */
  readonly pose?: PoseName | null | undefined;
  /** Whether the garment's pattern was drafted for this avatar and ease; it is drafted again else. */
  readonly isDraftedForThis?: boolean;
  /** Given the garment from each coarser mesh as soon as it lies on the body; nothing when `rigid`. */
  readonly onCoarse?: ((coarse: PutOnGarment) => Promise<void>) | undefined;
  /** Given the body that the garment is draped on, before it is; nothing when `rigid`. */
  readonly onPosed?: ((body: PosedBody) => void) | undefined;
  /** Where cloth is simulated; left out: on the calling thread. */
  readonly solver?: ClothSolver | undefined;
  /** Where cloth is brought clear of the skin; left out: on the calling thread. */
  readonly snapper?: Snapper | undefined;
}

/**
 * Drapes a made garment's pattern (or shapes it rigidly), graded to the avatar, on that avatar and
 * brings what lies in or too near the skin out of it.
 *
 * @throws {InputError} when the pattern cannot be sewn or draped.
 * @throws {CancelledError}
 */
export async function putOn(
  garment: DraftedGarment,
  avatar: Avatar,
  options: PutOnOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<PutOnGarment> {
  const { offsetMm, onCoarse } = options;
  const pattern = options.isDraftedForThis
    ? garment.pattern
    : draftAgain(garment, avatar, options, context);
  let skin: BodyIndex | null = null;
  const clearing = { offsetMetres: offsetMm / 1000, snapper: options.snapper };
  const clearOfSkin = async (draped: DrapedGarment) => {
    skin ??= indexBody(draped.body.positions, avatar.indices);
    const moved = await keepClear(draped.positions, draped.sewn.indices, skin, clearing);
    return { put: { ...draped, skin }, moved };
  };
  const fabric = fabricWorn(garment, options.fabric);
  const common = { quality: garment.quality, offsetMm, seed: SEED, fabric };
  const draped =
    options.method === 'rigid'
      ? await rigidGarment(pattern, avatar, { ...common, snapper: options.snapper })
      : await drapeGarment(
          pattern,
          avatar,
          {
            ...common,
            solver: options.solver,
            onPosed: options.onPosed,
            ...(onCoarse && {
              // The drape goes on from where the coarse cloth lay.
              onCoarse: async (coarse) =>
                onCoarse(
                  (await clearOfSkin({ ...coarse, positions: coarse.positions.slice() })).put,
                ),
            }),
          },
          cache,
          context,
        );
  throwIfCancelled(context.signal);
  context.progress('fit', 0);
  const { put, moved } = await clearOfSkin(draped);
  const { movedVertices, largestMove } = moved;
  context.log(JOB_LINES.pointsMoved(movedVertices, draped.sewn.vertexCount, 1000 * largestMove));
  context.progress('fit', 0.5);
  const settle = { ...common, solver: options.solver, snapper: options.snapper };
  return options.pose ? inPose(put, options.pose, settle, options, cache, context) : put;
}

/**
 * Skinned into the pose and, unless the garment is worn without simulation, left to hang there.
 *
 * @throws {CancelledError}
 */
export async function inPose(
  put: PutOnGarment,
  name: PoseName,
  settle: SettlePoseOptions,
  { method }: Pick<PutOnOptions, 'method'>,
  cache: ByteCache | null,
  context: JobContext,
): Promise<PutOnGarment> {
  context.progress('fit', 0.5);
  const posable = posableGarment(put);
  const pose = namedPose(put.body.avatar, name, armRoom(posable));
  const posed = await poseGarment(posable, pose, {
    offsetMetres: settle.offsetMm / 1000,
    snapper: settle.snapper,
  });
  context.progress('fit', 0.65);
  return method === 'rigid' ? posed : settlePose(posed, settle, cache, context);
}

/** Drafting again for another body is how a garment is graded; a known width keeps its size. */
function draftAgain(
  garment: DraftedGarment,
  avatar: Avatar,
  { ease }: PutOnOptions,
  context: JobContext,
): Pattern {
  context.progress('pattern', 0);
  return draftFor(garment, avatar.record, ease);
}

/**
 * A made garment's pattern, graded to a body.
 *
 * @param ease Null keeps the ease the garment was made with.
 */
export function draftFor(
  garment: DraftedGarment,
  record: AvatarRecord,
  ease: Ease | null,
): Pattern {
  return draftPattern(garment.reading, record, {
    ease: ease ?? garment.ease,
    knownWidthCm: garment.knownWidthCm,
    sizeLabel: garment.sizeLabel ?? null,
    front: garment.front,
  });
}
