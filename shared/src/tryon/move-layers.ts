import type { PosedBody } from '../body/avatar.ts';
import type { Pose } from '../body/pose.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import type { Clearing } from '../fitting/keep-clear.ts';
import type { JobContext } from '../job/context.ts';
import type { Layer, LayerGarment } from '../layers/layer-garment.ts';
import { correctionsTo, type Motion, reposed, WALK_FRAMES } from '../posing/motion-frames.ts';
import { namedPose, POSE_NAMES } from '../posing/named-poses.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import type { WalkFrameFigures } from '../posing/swing-cloth.ts';
import { walkPose } from '../posing/walk-cycle.ts';
import type { CutGarment } from './outfit-garments.ts';
import { layersIn, posableOutfit, type SettleLayer } from './pose-layers.ts';
import { simulateLayers, walkSteps } from './simulate-layers.ts';

/** How the cloth of an outfit that moves is simulated. */
export interface LayersSimulation {
  /** The garments, as they were cut. */
  readonly cut: readonly Pick<CutGarment, 'settle' | 'moving'>[];
  /** Left out: the calling thread. */
  readonly solver?: ClothSolver | undefined;
}

/**
 * Every named pose and one period of the walk for an outfit as it is shown. Its garments are skinned, or simulated as
 * well, and in each frame laid over each other as when they were put on.
 *
 * @param layers Inner to outer, on one body.
 * @param tuckedBelow of each: height of the waistband that goes over it, metres; null where none does.
 * @param simulation Null: nothing is simulated.
 * @returns Of each garment; all go through the same poses.
 * @throws {CancelledError}
 */
export async function moveLayers(
  layers: readonly Layer[],
  clearing: Clearing,
  tuckedBelow: readonly (number | null)[],
  context: JobContext,
  simulation: LayersSimulation | null = null,
): Promise<Motion[]> {
  const { body: shown } = layers[0]!.lying;
  const { avatar } = shown;
  const outfit = posableOutfit(layers, tuckedBelow);
  const { posables, room } = outfit;
  const bodyIn = (pose: Pose): PosedBody => reposed(shown, pose);
  const garments = layers.map(() => AS_IT_LIES);
  const steps = simulation ? walkSteps(WALK_FRAMES) : 1 + WALK_FRAMES;
  const all = POSE_NAMES.length + steps;
  let done = 0;
  const onStep = () => context.progress('write', done++ / all);
  const inPose = async (
    pose: Pose,
    from?: readonly WornCloth[],
    settle?: SettleLayer,
  ): Promise<readonly WornCloth[]> => {
    onStep();
    const there = { clearing, bodyIn, from, garments, settle, context };
    const { layers: posed } = await layersIn(outfit, pose, there);
    // What they were brought out of beneath them is of no use to the next frame.
    return posed.map(({ lying }, n) => ({ ...lying, skin: posables[n]!.worn.skin }));
  };
  // The stage is that of the walk, not of its poses.
  const quiet = { ...context, progress: () => undefined };
  const settle: SettleLayer | undefined =
    simulation === null
      ? undefined
      : (n, posed, place) => simulation.cut[n]!.settle(posed, place, quiet);
  const standing = {
    shown: layers.map(({ lying }, n) => ({ ...lying, skin: posables[n]!.worn.skin })),
  };
  const poses: Record<string, readonly WornCloth[]> = { ...standing };
  for (const name of POSE_NAMES)
    poses[name] = await inPose(namedPose(avatar, name, room), undefined, settle);
  const motionsOf = (
    walk: readonly (readonly WornCloth[])[],
    figures: readonly (readonly WalkFrameFigures[])[] | null,
  ): Motion[] =>
    posables.map((posable, n) => {
      const frameOf = (garmentsThere: readonly WornCloth[]) => ({
        pose: garmentsThere[n]!.body.pose,
        corrections: correctionsTo(posable, garmentsThere[n]!),
      });
      return {
        posable,
        poses: Object.fromEntries(
          Object.entries(poses).map(([name, there]) => [name, frameOf(there)]),
        ),
        walk: walk.map(frameOf),
        figures: figures?.map((there) => there[n]!) ?? null,
      };
    });
  if (simulation) {
    const { cut, solver } = simulation;
    const moving = posables.map(({ worn }, n) => cut[n]!.moving(worn, tuckedBelow[n]!));
    const how = {
      clearing,
      frames: WALK_FRAMES,
      bodyIn,
      garments,
      moving,
      solver,
      onStep,
      context,
    };
    const run = await simulateLayers(outfit, how);
    return motionsOf(
      run.map((frame) => frame.map(({ posed }) => posed)),
      run.map((frame) => frame.map(({ figures }) => figures)),
    );
  }
  // From frame to frame the body hardly turns; the last one leads to the first.
  let at = await inPose(walkPose(avatar, -1 / WALK_FRAMES, room));
  const walk: (readonly WornCloth[])[] = [];
  for (let k = 0; k < WALK_FRAMES; k++) {
    at = await inPose(walkPose(avatar, k / WALK_FRAMES, room), at);
    walk.push(at);
  }
  return motionsOf(walk, null);
}

/** Its own cloth is all that lies over what is beneath: turned edges are drawn once, as it is shown. */
const AS_IT_LIES: LayerGarment = {
  draw: ({ positions, sewn }) => ({
    cloth: { positions: positions.slice(), indices: sewn.indices },
    picture: null,
    addTo: () => Promise.reject(new Error('A frame of a walk has no node of its own.')),
  }),
};
