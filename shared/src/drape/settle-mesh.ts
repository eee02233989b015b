import type { Solid } from '../body/solid.ts';
import { buildCloth } from '../cloth/cloth.ts';
import type { ClothSolver, ClothTask, Holding } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { meshFabric } from '../cloth/fabric.ts';
import type { Phase } from '../cloth/phase.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { measureStrain } from '../cloth/strain.ts';
import { keepClear } from '../fitting/keep-clear.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { Category, FabricChoice } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { boxRound } from '../posing/hold-in-pose.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import type { ByteCache } from '../tryon/ports.ts';
import { DRAWN_TOGETHER, foldIron, ironedFlat } from '../untangle/iron-folds.ts';
import { pressPlaces } from '../untangle/press-places.ts';
import { comeToRest } from './come-to-rest.ts';
import { contactThickness } from './contact-thickness.ts';
import { hangingLevel } from './drape-levels.ts';
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

/** A mesh as the solver is given it. */
export interface HangingMesh {
  readonly task: ClothTask;
  readonly holding: Holding;
  readonly falling: readonly Phase[];
  /** Half a frame in which it comes to rest, as often as it takes. */
  readonly resting: readonly Phase[];
}

/**
 * What the solver needs to let a mesh hang from where it lies. What carries it is held: a waist or a strapless edge, or else what
 * lies on the shoulders; and what stands up round the neck.
 *
 * @param lying Of one that was taken into a pose what is to spare there may wrinkle, as in settlePose.
 * @param cache Keeps the posed body's distance field; null bakes it each time.
 */
export async function hangingMesh(
  lying: WornCloth,
  { category, fabric: choice, offsetMm, beneath }: SettleMeshOptions,
  cache: ByteCache | null,
): Promise<HangingMesh> {
  const { sewn, positions, body } = lying;
  const box = boxRound(positions);
  const field = beneath ? dressedField(beneath, box) : await posedField(body, box, cache);
  const edgeLength = meanEdgeLength(positions, sewn.indices);
  const fabric = meshFabric(choice, category, edgeLength);
  const cloth = buildCloth(sewn, fabric, meshBandLayers(sewn));
  const hug = hugNeckOf(lying, category);
  const thickness = contactThickness(offsetMm / 1000);
  const { phases, resting } = hangingLevel(edgeLength, thickness, fabric);
  const { yielding } = phases[0]!;
  return {
    task: { cloth, positions, field },
    holding: { anchors: heldOfMesh(lying), rules: hug ? [hug] : [] },
    falling: phases,
    resting: lying.follows ? resting.map((phase) => ({ ...phase, yielding })) : resting,
  };
}

/** Rings of neighbours that are pressed with what goes through itself at last, in turn: the more of them, the more strain. */
const PRESSED_RINGS = [0, 1];

/**
 * Lets a mesh hang as cloth from where it was put until it rests: the solver's finest level, its flat lengths those that
 * the cloth has.
 *
 * Where a mesh was deep in the skin, as at a crotch, pushing it out sent it through itself: that is ironed before it falls. What
 * goes through itself at rest is pressed, as far as its strain allows.
 *
 * @param lying Welded, clear of the skin.
 * @param cache Keeps the posed body's distance field; null bakes it each time.
 * @returns Its positions, clear of the skin.
 * @throws {CancelledError}
 */
export async function settleMesh(
  lying: WornCloth,
  options: SettleMeshOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<Float32Array> {
  const { sewn, skin } = lying;
  const { offsetMm, solver = cpuSolver, snapper } = options;
  throwIfCancelled(context.signal);
  const { task, holding, falling: phases, resting } = await hangingMesh(lying, options, cache);
  const { cloth, field } = task;
  const { thickness } = phases[0]!;
  const substeps = phases.reduce((sum, phase) => sum + phase.substeps, 0);
  let done = 0;
  const lookUp = () => throwIfCancelled(context.signal);
  const ironOver = (rings?: number) =>
    foldIron(sewn.indices, sewn.vertexCount, field, thickness, [], rings);
  const session = await solver.open(task);
  let positions: Float32Array;
  try {
    await ironedFlat(session, ironOver());
    await runPhases(session, phases, holding, (stepped) => {
      lookUp();
      done += stepped;
      context.progress('drape', done / substeps);
    });
    await comeToRest(session, () => runPhases(session, resting, holding, lookUp));
    for (const rings of PRESSED_RINGS) {
      await pressPlaces(
        session,
        sewn.indices,
        ironOver(rings),
        (at) => measureStrain(cloth, at).p95 <= DRAWN_TOGETHER,
      );
    }
    positions = Float32Array.from((await session.read()).positions);
  } finally {
    session.close();
  }
  context.log(JOB_LINES.clothSimulated(solver.device));
  await keepClear(positions, sewn.indices, skin, { offsetMetres: offsetMm / 1000, snapper });
  return positions;
}
