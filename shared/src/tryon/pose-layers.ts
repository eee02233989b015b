import type { PosedBody } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import { indexSolid } from '../body/solid.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import type { Layer } from '../layers/layer-garment.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { type ArmRoom, armRoom, BARE_ARM_ROOM } from '../posing/arm-room.ts';
import { namedPose, type PoseName } from '../posing/named-poses.ts';
import { clearOfBody, posableGarment, poseGarment } from '../posing/pose-garment.ts';
import { layLayers } from './lay-layers.ts';

/**
 * Takes an outfit into a pose without simulation: each garment follows the body for itself, then, inner to
 * outer, comes out of what lies beneath it there and is laid over it as when it was put on.
 *
 * @param layers Inner to outer, on one body.
 * @param tuckedBelow of each: height of the waistband that goes over it, metres; null where none does.
 * @throws {CancelledError}
 */
export async function poseLayers(
  layers: readonly Layer[],
  name: PoseName,
  clearing: Clearing,
  tuckedBelow: readonly (number | null)[],
  context: JobContext,
): Promise<{ readonly body: PosedBody; readonly layers: readonly Layer[] }> {
  const { body: shown } = layers[0]!.lying;
  const { avatar } = shown;
  const skin = indexBody(shown.positions, avatar.indices);
  const posables = layers.map(({ lying }) => posableGarment({ ...lying, skin }));
  const pose = namedPose(avatar, name, posables.map(armRoom).reduce(wider, BARE_ARM_ROOM));
  const body = poseBody(avatar, pose);
  const posed = layLayers(body, clearing);
  for (const [n, posable] of posables.entries()) {
    throwIfCancelled(context.signal);
    context.progress('fit', n / layers.length);
    const { positions, placement } = await poseGarment(posable, pose, clearing);
    const { lying, garment } = layers[n]!;
    const beneath = indexSolid(posed.beneath());
    await clearOfBody(positions, lying.positions, lying.sewn, (cloth) =>
      keepClear(cloth, lying.sewn.indices, beneath, clearing),
    );
    await posed.lay({ ...lying, body, positions, placement }, garment, tuckedBelow[n]!);
  }
  return { body, layers: posed.layers };
}

/** Room for both. */
function wider(a: ArmRoom, b: ArmRoom): ArmRoom {
  return {
    hanging: Math.max(a.hanging, b.hanging),
    widthAt: (height) => Math.max(a.widthAt(height), b.widthAt(height)),
  };
}
