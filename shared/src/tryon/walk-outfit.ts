import { poseBody } from '../body/pose-body.ts';
import { writeOutfit } from '../gltf/write-fitted.ts';
import { writeOutfitWalk } from '../gltf/write-outfit-walk.ts';
import { throwIfCancelled } from '../job/context.ts';
import { walkPose } from '../posing/walk-cycle.ts';
import { walkTogether } from '../report/report-walk.ts';
import { moveLayers } from './move-layers.ts';
import type { TryOnPorts } from './ports.ts';
import { layersIn, posableOutfit } from './pose-layers.ts';
import type { StageClock } from './stage-clock.ts';
import { MID_STEP, type StandingGarment } from './stand-in.ts';
import { type HungOutfit, pictureOf } from './wear-outfit.ts';

/**
 * Lets an outfit walk: its garments skinned, or simulated, and laid over each other in every pose and through one period
 * of the walk.
 *
 * @param simulate Whether the cloth swings with the steps, or follows the body by skinning.
 * @throws {CancelledError}
 */
export async function walkOutfit(
  { avatar, garments, layers, offsetMm, tucks }: HungOutfit,
  simulate: boolean,
  ports: TryOnPorts,
  { context }: StageClock,
): Promise<StandingGarment> {
  const clearing = { offsetMetres: offsetMm / 1000, snapper: ports.snapper };
  const how = simulate ? { cut: garments, solver: ports.solver } : null;
  const motions = await moveLayers(layers, clearing, tucks, context, how);
  throwIfCancelled(context.signal);
  const { glb, walks } = await writeOutfitWalk(layers, motions, ports.gltf);
  context.progress('render', 0);
  const outfit = posableOutfit(layers, tucks);
  const { layers: stepping } = await layersIn(outfit, walkPose(avatar, MID_STEP, outfit.room), {
    clearing,
    bodyIn: (pose) => poseBody(avatar, pose),
    garments: layers.map(({ garment }) => garment),
    context,
  });
  const { body } = stepping[0]!.lying;
  const thumbnail = await pictureOf(body, stepping, () => writeOutfit(stepping, ports.gltf), ports);
  context.progress('render', 1);
  return { glb, thumbnail, report: null, walk: walks && walkTogether(walks) };
}
