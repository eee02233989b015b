import type { PosedBody } from '../body/avatar.ts';
import type { Pose } from '../body/pose.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { dressedField } from '../drape/posed-field.ts';
import type { Clearing } from '../fitting/keep-clear.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import type { LayerGarment } from '../layers/layer-garment.ts';
import { boxRound } from '../posing/hold-in-pose.ts';
import type { MovingCloth } from '../posing/moving-cloth.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import { ledOver, OVERLAP, type SimulatedFrame, WARM_UP } from '../posing/simulate-walk.ts';
import { clothFigures, type SwungCloth, swingOn } from '../posing/swing-cloth.ts';
import { WALK_PERIOD, walkPose } from '../posing/walk-cycle.ts';
import { layersIn, type PosableOutfit, type SettleLayer } from './pose-layers.ts';

export interface SimulateLayersOptions {
  readonly clearing: Clearing;
  /** Frames of one period. */
  readonly frames: number;
  /** The body in a pose. */
  readonly bodyIn: (pose: Pose) => PosedBody;
  /** Of each garment how it is drawn in a frame. */
  readonly garments: readonly LayerGarment[];
  /** Of each garment how the solver moves it. */
  readonly moving: readonly MovingCloth[];
  /** Left out: the calling thread. */
  readonly solver?: ClothSolver | undefined;
  /** Called before each step of `walkSteps(frames)`. */
  readonly onStep: () => void;
  readonly context: JobContext;
}

/** An outfit in one frame, inner to outer. */
export type SimulatedLayers = readonly SimulatedFrame<WornCloth>[];

/** Steps that `frames` frames of a simulated walk take. */
export function walkSteps(frames: number): number {
  return WARM_UP + frames + OVERLAP;
}

/**
 * One period of a walk of an outfit with its cloth simulated: see simulateWalk. In each frame the garments are
 * carried and moved on one after the other, inner to outer, each against the body with what it is worn over as that
 * lies in this frame; then each is laid over the others as when it was put on.
 *
 * @throws {CancelledError}
 */
export async function simulateLayers(
  outfit: PosableOutfit,
  options: SimulateLayersOptions,
): Promise<SimulatedLayers[]> {
  const { clearing, frames, bodyIn, garments, moving, solver, onStep, context } = options;
  const { posables, room } = outfit;
  const { avatar } = posables[0]!.worn.body;
  const poseAt = (k: number): Pose => walkPose(avatar, k / frames, room);
  const how = { ...clearing, solver, seconds: WALK_PERIOD / frames };
  const common = { clearing, bodyIn, garments, context };
  const shownIn = async (
    pose: Pose,
    from?: readonly WornCloth[],
    settle?: SettleLayer,
  ): Promise<readonly WornCloth[]> => {
    const there = { ...common, from, settle };
    const { layers, skinUnder } = await layersIn(outfit, pose, there);
    return layers.map(({ lying }, n) => ({ ...lying, skin: skinUnder(n) }));
  };
  const framesOf = (shown: readonly WornCloth[], simulated: readonly boolean[]): SimulatedLayers =>
    shown.map((posed, n) => ({
      posed,
      figures: { ...clothFigures(posed, moving[n]!.cloth), simulated: simulated[n]! },
    }));

  let at = await shownIn(poseAt(-WARM_UP - 1));
  const velocities: (Float64Array | null)[] = posables.map(() => null);
  const run: SimulatedLayers[] = [];
  for (let k = -WARM_UP; k < frames + OVERLAP; k++) {
    throwIfCancelled(context.signal);
    onStep();
    const swung: SwungCloth<WornCloth>[] = [];
    const before = at;
    at = await shownIn(poseAt(k), before, async (n, carried, { beneath }) => {
      const field = dressedField(beneath, boxRound(carried.positions));
      const from = { at: before[n]!, velocities: velocities[n]! };
      swung[n] = await swingOn(posables[n]!, moving[n]!, from, carried, field, how);
      velocities[n] = swung[n].velocities;
      return swung[n].posed.positions;
    });
    if (k >= 0)
      run.push(
        framesOf(
          at,
          swung.map(({ figures }) => figures.simulated),
        ),
      );
  }
  for (let k = 0; k < OVERLAP; k++) {
    const [frame, later] = [run[k]!, run[frames + k]!];
    const onTheWay = frame.map(({ posed }, n) => ({
      ...posed,
      positions: ledOver(posed.positions, later[n]!.posed.positions, k),
    }));
    const simulated = frame.map(
      ({ figures }, n) => figures.simulated && later[n]!.figures.simulated,
    );
    run[k] = framesOf(await shownIn(poseAt(k), onTheWay), simulated);
  }
  return run.slice(0, frames);
}
