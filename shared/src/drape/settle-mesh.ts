import type { Solid } from '../body/solid.ts';
import { buildCloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { meshFabric, resistanceShare } from '../cloth/fabric.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { selfGap } from '../cloth/self-contacts.ts';
import { keepClear } from '../fitting/keep-clear.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { Category, FabricChoice } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { boxRound } from '../posing/hold-in-pose.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import type { ByteCache } from '../tryon/ports.ts';
import { contactThickness } from './contact-thickness.ts';
import { drapeLevels } from './drape-levels.ts';
import { heldOfMesh, meanEdgeLength, meshBandLayers } from './hold-mesh.ts';
import { hugNeckOf } from './hug-mesh.ts';
import { dressedField, posedField } from './posed-field.ts';

export interface SettleMeshOptions {
  readonly category: Category;
  readonly fabric: FabricChoice;
  /** Millimetres between cloth and skin. */
  readonly offsetMm: number;
  /** The body with what it wears beneath; left out: nothing. */
  readonly beneath?: Solid | undefined;
  /** Where cloth is simulated; left out: on the calling thread. */
  readonly solver?: ClothSolver | undefined;
  /** Where cloth is brought clear of the skin; left out: on the calling thread. */
  readonly snapper?: Snapper | undefined;
}

/**
 * Lets a mesh hang as cloth from where it was put: the solver's finest level, its flat lengths those that
 * the cloth has. What carries it is held: a waist or a strapless edge, or else what lies on the shoulders; and what
 * stands up round the neck.
 *
 * @param lying Welded, clear of the skin.
 * @param cache Keeps the posed body's distance field; null bakes it each time.
 * @returns Its positions, clear of the skin.
 * @throws {CancelledError}
 */
export async function settleMesh(
  lying: WornCloth,
  { category, fabric: choice, offsetMm, beneath, solver = cpuSolver, snapper }: SettleMeshOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<Float32Array> {
  const { sewn, positions: start, body, skin } = lying;
  throwIfCancelled(context.signal);
  const box = boxRound(start);
  const field = beneath ? dressedField(beneath, box) : await posedField(body, box, cache);
  const edgeLength = meanEdgeLength(start, sewn.indices);
  const fabric = meshFabric(choice, category, edgeLength);
  const cloth = buildCloth(sewn, fabric, meshBandLayers(sewn));
  const anchors = heldOfMesh(lying);
  const hug = hugNeckOf(lying, category);
  const thickness = contactThickness(offsetMm / 1000);
  const { phases } = drapeLevels(
    edgeLength,
    thickness,
    resistanceShare(fabric),
    false,
    selfGap(fabric, edgeLength),
  ).at(-1)!;
  const substeps = phases.reduce((sum, phase) => sum + phase.substeps, 0);
  let done = 0;
  const session = await solver.open({ cloth, positions: start, field });
  let positions: Float32Array;
  try {
    await runPhases(session, phases, { anchors, rules: hug ? [hug] : [] }, (stepped) => {
      throwIfCancelled(context.signal);
      done += stepped;
      context.progress('drape', done / substeps);
    });
    positions = Float32Array.from((await session.read()).positions);
  } finally {
    session.close();
  }
  context.log(JOB_LINES.clothSimulated(solver.device));
  await keepClear(positions, sewn.indices, skin, { offsetMetres: offsetMm / 1000, snapper });
  return positions;
}
