import type { PosedBody } from '../body/avatar.ts';
import type { Pose } from '../body/pose.ts';
import type { Cloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { posedField } from '../drape/posed-field.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { armRoom } from './arm-room.ts';
import { boxRound } from './hold-in-pose.ts';
import { type MovingClothOptions, movingCloth } from './moving-cloth.ts';
import { type PosableGarment, poseGarment, type WornCloth } from './pose-garment.ts';
import { clothFigures, type SwungCloth, swingOn, type WalkFrameFigures } from './swing-cloth.ts';
import { WALK_PERIOD, walkPose } from './walk-cycle.ts';

export interface SimulatedFrame<T extends WornCloth> {
  readonly posed: T;
  readonly figures: WalkFrameFigures;
}

export interface SimulateWalkOptions extends Clearing, MovingClothOptions {
  /** Frames of one period. */
  readonly frames: number;
  /** The body in a pose. */
  bodyIn(pose: Pose): PosedBody;
  /** Left out: the calling thread. */
  readonly solver?: ClothSolver | undefined;
}

/** Frames before the first that counts: what the cloth knows of standing still is gone by then. */
export const WARM_UP = 6;
/** Frames at the beginning that are led over from those after the end, so that the walk loops. */
export const OVERLAP = 4;

/**
 * One period of a walk with the cloth simulated.
 *
 * Moving frames of reference: from frame to frame the cloth is first carried along by skinning, as it is without
 * simulation, then the solver moves it on against the body of the new frame for as long as a frame lasts. It starts with
 * the velocity that the cloth has beyond that of being carried, so that cloth which nothing touches goes
 * on as its inertia says, and a limb never has to be swept through it. First order in the frame's length.
 *
 * A frame in which the result lies in the body, is torn, or is strained more than skinning alone would leave
 * it, is shown as skinned.
 *
 * @throws {CancelledError}
 */
export async function simulateWalk<T extends WornCloth>(
  posable: PosableGarment<T>,
  options: SimulateWalkOptions,
  context: JobContext,
): Promise<SimulatedFrame<T>[]> {
  const { frames, bodyIn } = options;
  const { worn } = posable;
  const { avatar } = worn.body;
  const room = armRoom(posable);
  const moving = movingCloth(worn, options);
  const poseAt = (k: number): Pose => walkPose(avatar, k / frames, room);
  const seconds = WALK_PERIOD / frames;
  let at = await poseGarment(posable, poseAt(-WARM_UP - 1), options, bodyIn);
  /** Null before the first frame: as the body's. */
  let velocities: Float64Array | null = null;
  const results: SimulatedFrame<T>[] = [];
  const steps = WARM_UP + frames + OVERLAP;
  for (let n = 0; n < steps; n++) {
    throwIfCancelled(context.signal);
    context.progress('drape', n / steps);
    const carried = await poseGarment(posable, poseAt(n - WARM_UP), options, bodyIn, at);
    const field = await posedField(carried.body, boxRound(carried.positions), null);
    const swung: SwungCloth<T> = await swingOn(
      posable,
      moving,
      { at, velocities },
      carried,
      field,
      {
        ...options,
        seconds,
      },
    );
    at = swung.posed;
    velocities = swung.velocities;
    results.push(swung);
  }
  return looped(results.slice(WARM_UP), frames, worn, moving.cloth, options);
}

/**
 * Leads the first frames over from what came after the end: the last frame's cloth goes on into the first.
 *
 * @param run One period and `OVERLAP` frames more.
 */
function looped<T extends WornCloth>(
  run: readonly SimulatedFrame<T>[],
  frames: number,
  worn: WornCloth,
  cloth: Cloth,
  clearing: Clearing,
): Promise<SimulatedFrame<T>[]> {
  const leading = run.slice(0, frames).map(async (frame, k) => {
    const later = run[frames + k];
    if (!later) return frame;
    const simulated = frame.figures.simulated && later.figures.simulated;
    const positions = ledOver(frame.posed.positions, later.posed.positions, k);
    await keepClear(positions, worn.sewn.indices, frame.posed.skin, clearing);
    const posed = { ...frame.posed, positions };
    return { posed, figures: { ...clothFigures(posed, cloth), simulated } };
  });
  return Promise.all(leading);
}

/**
 * A frame's cloth on its way to that of the same frame a period later: all of the way in the first one, none from
 * the `OVERLAP`th on.
 */
export function ledOver(positions: Float32Array, later: Float32Array, frame: number): Float32Array {
  const share = 1 - frame / OVERLAP;
  return positions.map((x, i) => x + share * (later[i]! - x));
}
