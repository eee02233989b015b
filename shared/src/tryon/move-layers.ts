import type { PosedBody } from '../body/avatar.ts';
import type { Pose } from '../body/pose.ts';
import type { Clearing } from '../fitting/keep-clear.ts';
import type { JobContext } from '../job/context.ts';
import type { Layer, LayerGarment } from '../layers/layer-garment.ts';
import { correctionsTo, type Motion, reposed, WALK_FRAMES } from '../posing/motion-frames.ts';
import { namedPose, POSE_NAMES } from '../posing/named-poses.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import { walkPose } from '../posing/walk-cycle.ts';
import { layersIn, posableOutfit } from './pose-layers.ts';

/**
 * Every named pose and one period of the walk for an outfit as it is shown. Its garments are skinned, and in each
 * frame laid over each other as when they were put on; nothing is simulated.
 *
 * @param layers Inner to outer, on one body.
 * @param tuckedBelow of each: height of the waistband that goes over it, metres; null where none does.
 * @returns Of each garment; all go through the same poses.
 * @throws {CancelledError}
 */
export async function moveLayers(
  layers: readonly Layer[],
  clearing: Clearing,
  tuckedBelow: readonly (number | null)[],
  context: JobContext,
): Promise<Motion[]> {
  const { body: shown } = layers[0]!.lying;
  const { avatar } = shown;
  const outfit = posableOutfit(layers, tuckedBelow);
  const { posables, room } = outfit;
  const bodyIn = (pose: Pose): PosedBody => reposed(shown, pose);
  const garments = layers.map(() => AS_IT_LIES);
  const all = POSE_NAMES.length + 1 + WALK_FRAMES;
  let done = 0;
  const inPose = async (pose: Pose, from?: readonly WornCloth[]): Promise<readonly WornCloth[]> => {
    context.progress('write', done++ / all);
    const posed = await layersIn(outfit, pose, { clearing, bodyIn, from, garments, context });
    // What they were brought out of beneath them is of no use to the next frame.
    return posed.map(({ lying }, n) => ({ ...lying, skin: posables[n]!.worn.skin }));
  };
  const standing = {
    shown: layers.map(({ lying }, n) => ({ ...lying, skin: posables[n]!.worn.skin })),
  };
  const poses: Record<string, readonly WornCloth[]> = { ...standing };
  for (const name of POSE_NAMES) poses[name] = await inPose(namedPose(avatar, name, room));
  // From frame to frame the body hardly turns; the last one leads to the first.
  let at = await inPose(walkPose(avatar, -1 / WALK_FRAMES, room));
  const walk: (readonly WornCloth[])[] = [];
  for (let k = 0; k < WALK_FRAMES; k++) {
    at = await inPose(walkPose(avatar, k / WALK_FRAMES, room), at);
    walk.push(at);
  }
  return posables.map((posable, n) => {
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
      figures: null,
    };
  });
}

/** Its own cloth is all that lies over what is beneath: turned edges are drawn once, as it is shown. */
const AS_IT_LIES: LayerGarment = {
  draw: ({ positions, sewn }) => ({
    cloth: { positions: positions.slice(), indices: sewn.indices },
    picture: null,
    addTo: () => Promise.reject(new Error('A frame of a walk has no node of its own.')),
  }),
};
