import type { Solid } from '../body/solid.ts';
import { buildCloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { posedFabric } from '../cloth/fabric.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { edgesAsWritten, measureStrain } from '../cloth/strain.ts';
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
import { creasedCloth } from '../untangle/creased-cloth.ts';
import { foldIron, ironedFlat } from '../untangle/iron-folds.ts';
import { pressPlaces } from '../untangle/press-places.ts';
import { crowdSpreader } from '../untangle/spread-crowded.ts';
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
 * Strain at the 95th percentile, of the edges that are written, up to which what crosses is smoothed: crowded in a fold,
 * cloth is shorter there. It is strained by up to 1.7 points more once garments are laid over each other.
 */
const CROWDED = 0.12;

/** A third time leaves fewer folds in the crooks of elbows and no more garments at rest. */
const RESTED_TIMES = 2;

/**
 * Lets a garment that was taken into a pose hang there: the cloth solver's finest level, from where
 * the cloth lies. Bands and neck points are held where the pose took them. It is tightened and comes to rest under its
 * weight. Where it goes through itself then, that is smoothed as far as its strain allows, and what that crowds is spread
 * (no fitting lets it out again). What something is worn over is ironed before it comes to rest, too.
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
  const { solver = cpuSolver, snapper } = options;
  throwIfCancelled(context.signal);
  const box = boxRound(posed.positions);
  const worn = beneath ? dressedField(beneath, box) : await posedField(body, box, cache);
  const field = hungOn(pattern, worn, body);
  const edgeLength = edgeLengthFor(pattern, quality);
  const fabric = posedFabric(choice, pattern.category, edgeLength);
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
    const necks = sewn.openings.flatMap(({ kind, vertices }) =>
      kind === 'neck' ? [vertices] : [],
    );
    const ironOver = (rings?: number) =>
      foldIron(sewn.indices, sewn.vertexCount, field, thickness, necks, rings);
    await runPhases(session, falling, holding, lookUp);
    if (isCovered) await ironedFlat(session, ironOver());
    await comeToRest(session, () => runPhases(session, wrinkling, holding, lookUp));
    await runPhases(session, phases.slice(-1), holding, lookUp);
    const judged = edgesAsWritten(cloth, sewn.trianglePanels);
    const strainOf = (at: ArrayLike<number>) => measureStrain(judged, at).p95;
    const spread = crowdSpreader(cloth, field, thickness);
    const alone = ironOver(0);
    // Tightened without weight, it falls on; what it folds into then is smoothed, and comes to rest with its creases.
    for (let time = 0; time < RESTED_TIMES; time++) {
      await comeToRest(session, () => runPhases(session, resting, holding, lookUp));
      const most = Math.max(CROWDED, strainOf((await session.read()).positions));
      const isCloth = (at: ArrayLike<number>) => strainOf(at) <= most;
      const smoothed = await pressPlaces(session, sewn.indices, alone, isCloth, spread);
      session.refit(creasedCloth(cloth, (await session.read()).positions, smoothed));
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
