import type { Solid } from '../body/solid.ts';
import { buildCloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { meshFabric } from '../cloth/fabric.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { measureStrain } from '../cloth/strain.ts';
import { hungOn } from '../drape/arms-carried-on.ts';
import { bandLayers } from '../drape/band-layers.ts';
import { comeToRest } from '../drape/come-to-rest.ts';
import { contactThickness } from '../drape/contact-thickness.ts';
import { hangingLevel } from '../drape/drape-levels.ts';
import { dressedField, posedField } from '../drape/posed-field.ts';
import { keepClear } from '../fitting/keep-clear.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { FabricChoice, Quality } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { ByteCache } from '../tryon/ports.ts';
import type { PutOnGarment } from '../tryon/put-on.ts';
import { DRAWN_TOGETHER, foldIron, ironedFlat } from '../untangle/iron-folds.ts';
import { pressPlaces } from '../untangle/press-places.ts';
import { boxRound, holdInPose } from './hold-in-pose.ts';

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
  /** Whether something is worn over it; default false. */
  readonly isCovered?: boolean;
}

/**
 * Strain at the 95th percentile up to which what crosses is smoothed: crowded in a fold, cloth is shorter there. The
 * outermost garment of an outfit (up to DRAWN_TOGETHER) is strained beyond that once it is laid over the others.
 */
const CROWDED = 0.13;

/** A third time leaves fewer folds in the crooks of elbows and no more garments at rest. */
const RESTED_TIMES = 2;

/**
 * Lets a garment that was taken into a pose hang there: the cloth solver's finest level, from where
 * the cloth lies. Bands and neck points are held where the pose took them. It is tightened and comes to rest under its
 * weight. Where it goes through itself then, that is smoothed (but not the cloth round it, which no fitting lets out again)
 * as far as its strain allows. What something is
 * worn over is ironed before it comes to rest, too.
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
  const { isCovered = false } = options;
  const mostStrain = beneath && !isCovered ? DRAWN_TOGETHER : CROWDED;
  const { solver = cpuSolver, snapper } = options;
  throwIfCancelled(context.signal);
  const box = boxRound(posed.positions);
  const worn = beneath ? dressedField(beneath, box) : await posedField(body, box, cache);
  const field = hungOn(pattern, worn, body);
  const edgeLength = edgeLengthFor(pattern, quality);
  const fabric = meshFabric(choice, pattern.category, edgeLength);
  const cloth = buildCloth(sewn, fabric, bandLayers(pattern, sewn));
  const holding = holdInPose(posed, field, tucked);
  const thickness = contactThickness(offsetMm / 1000);
  const { phases, resting } = hangingLevel(edgeLength, thickness, fabric);
  const falling = phases.slice(0, -1);
  // Fitted for the pose that it was put on in, it has cloth to spare in any other: while that could not wrinkle as
  // finely as cloth does, it stood in lumps on raised shoulders.
  const { yielding } = falling[0]!;
  const wrinkling = resting.map((phase) => ({ ...phase, yielding }));
  const session = await solver.open({ cloth, positions: posed.positions, field });
  let positions: Float32Array;
  try {
    const lookUp = () => throwIfCancelled(context.signal);
    const strainOf = (at: ArrayLike<number>) => measureStrain(cloth, at).p95;
    const necks = sewn.openings.flatMap(({ kind, vertices }) =>
      kind === 'neck' ? [vertices] : [],
    );
    const ironOver = (rings?: number) =>
      foldIron(sewn.indices, sewn.vertexCount, field, thickness, necks, rings);
    await runPhases(session, falling, holding, lookUp);
    if (isCovered) await ironedFlat(session, ironOver());
    await comeToRest(session, () => runPhases(session, wrinkling, holding, lookUp));
    await runPhases(session, phases.slice(-1), holding, lookUp);
    // Tightened without weight, it falls on; what it folds into then is smoothed, what was smoothed has some way to go.
    for (let time = 0; time < RESTED_TIMES; time++) {
      await comeToRest(session, () => runPhases(session, resting, holding, lookUp));
      await pressPlaces(session, sewn.indices, ironOver(0), (at) => strainOf(at) <= mostStrain);
    }
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
