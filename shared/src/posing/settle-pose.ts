import { bodyDepths } from '../body/body-depths.ts';
import type { Solid } from '../body/solid.ts';
import { buildCloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { meshFabric, resistanceShare } from '../cloth/fabric.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { bandLayers } from '../drape/band-layers.ts';
import { comeToRest } from '../drape/come-to-rest.ts';
import { contactThickness } from '../drape/contact-thickness.ts';
import { drapeLevels } from '../drape/drape-levels.ts';
import { dressedField, posedField } from '../drape/posed-field.ts';
import { restShouldersOf } from '../drape/rest-shoulders.ts';
import { shoulderSeamVertices } from '../drape/seam-vertices.ts';
import { shoulderProfile } from '../drape/shoulder-profile.ts';
import { tuckInOf } from '../drape/tuck-in.ts';
import { keepClear } from '../fitting/keep-clear.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { FabricChoice, Quality } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { ByteCache } from '../tryon/ports.ts';
import type { PutOnGarment } from '../tryon/put-on.ts';
import { boxRound, heldInPose } from './hold-in-pose.ts';

export interface SettlePoseOptions {
  readonly quality: Quality;
  /** Millimetres between cloth and skin. */
  readonly offsetMm: number;
  /** Where cloth is simulated; left out: on the calling thread. */
  readonly solver?: ClothSolver | undefined;
  /** Where cloth is brought clear of the skin; left out: on the calling thread. */
  readonly snapper?: Snapper | undefined;
  /** What the garment is made of; left out: `auto`. */
  readonly fabric?: FabricChoice;
  /** The body with what it wears beneath; left out: nothing. */
  readonly beneath?: Solid | undefined;
  /** Vertices that are worn inside a waistband; left out: none. */
  readonly tucked?: readonly number[];
}

/**
 * Lets a garment that was taken into a pose hang there: the cloth solver's finest level, from where
 * the cloth lies. Bands and neck points are held where the pose took them.
 *
 * @param cache Keeps the posed body's distance field; null bakes it each time.
 * @throws {CancelledError}
 */
export async function settlePose(
  posed: PutOnGarment,
  options: SettlePoseOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<PutOnGarment> {
  const { pattern, sewn, body } = posed;
  const { quality, offsetMm, fabric: choice = 'auto', beneath, tucked = [] } = options;
  const { solver = cpuSolver, snapper } = options;
  throwIfCancelled(context.signal);
  const box = boxRound(posed.positions);
  const field = beneath ? dressedField(beneath, box) : await posedField(body, box, cache);
  const edgeLength = edgeLengthFor(pattern, quality);
  const fabric = meshFabric(choice, pattern.category, edgeLength);
  const cloth = buildCloth(sewn, fabric, bandLayers(pattern, sewn));
  const anchors = heldInPose(posed);
  const rules = [
    restShouldersOf(
      sewn,
      shoulderSeamVertices(pattern, sewn),
      bodyDepths(field),
      shoulderProfile(body.avatar),
    ),
    tuckInOf(tucked),
  ];
  const thickness = contactThickness(offsetMm / 1000);
  const { phases, resting } = drapeLevels(edgeLength, thickness, resistanceShare(fabric)).at(-1)!;
  const session = await solver.open({ cloth, positions: posed.positions, field });
  let positions: Float32Array;
  try {
    const holding = { anchors, rules };
    const lookUp = () => throwIfCancelled(context.signal);
    await runPhases(session, phases, holding, lookUp);
    await comeToRest(session, () => runPhases(session, resting, holding, lookUp));
    positions = Float32Array.from((await session.read()).positions);
  } finally {
    session.close();
  }
  await keepClear(positions, sewn.indices, posed.skin, {
    offsetMetres: offsetMm / 1000,
    snapper,
  });
  return { ...posed, positions };
}
