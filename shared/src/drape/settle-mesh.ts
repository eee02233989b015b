import type { Anchors } from '../cloth/anchors.ts';
import { buildCloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { meshFabric, resistanceShare } from '../cloth/fabric.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { keepClear } from '../fitting/keep-clear.ts';
import { onShoulders } from '../fitting/settle-on-body.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { Category, FabricChoice } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { boxRound } from '../posing/hold-in-pose.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import type { ByteCache } from '../tryon/ports.ts';
import { contactThickness } from './contact-thickness.ts';
import { drapeLevels } from './drape-levels.ts';
import { posedField } from './posed-field.ts';

export interface SettleMeshOptions {
  readonly category: Category;
  readonly fabric: FabricChoice;
  /** Millimetres between cloth and skin. */
  readonly offsetMm: number;
  /** Where cloth is simulated; left out: on the calling thread. */
  readonly solver?: ClothSolver | undefined;
  /** Where cloth is brought clear of the skin; left out: on the calling thread. */
  readonly snapper?: Snapper | undefined;
}

/** Share of the way back to its place that held cloth goes each substep, and metres it may stray first. */
const GRIP = 0.05;
const BAND_STRAY = 0.002;
/** Cloth on a shoulder may slide as far as a pattern's neck points may. */
const SHOULDER_SLIDE = 0.015;
/** Layers of cloth in a band: as a pattern's bands have them, see band-layers.ts. */
const BAND_LAYERS = 16;
/** Metres above the neck's side from which cloth is a collar or a hood, which is stiffer than the rest. */
const ABOVE_NECK = 0.01;

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
  { sewn, positions: start, body, skin }: WornCloth,
  { category, fabric: choice, offsetMm, solver = cpuSolver, snapper }: SettleMeshOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<Float32Array> {
  throwIfCancelled(context.signal);
  const field = await posedField(body, boxRound(start), cache);
  const band = sewn.openings.find(({ kind }) => kind === 'waist' || kind === 'top')?.vertices;
  const layers = new Float32Array(sewn.vertexCount).fill(1);
  for (const v of band ?? []) layers[v] = BAND_LAYERS;
  const edgeLength = meanEdgeLength(start, sewn.indices);
  const fabric = meshFabric(choice, category, edgeLength);
  const cloth = buildCloth(sewn, fabric, layers);
  const anchors = band
    ? [held(start, band, BAND_STRAY, [GRIP, GRIP, GRIP])]
    : [
        held(start, onShoulders(start, sewn.indices, body), SHOULDER_SLIDE, [GRIP, GRIP, 0]),
        held(start, roundNeck(start, body.landmarks), BAND_STRAY, [GRIP, GRIP, GRIP]),
      ];
  const thickness = contactThickness(offsetMm / 1000);
  const { phases } = drapeLevels(edgeLength, thickness, resistanceShare(fabric)).at(-1)!;
  const substeps = phases.reduce((sum, phase) => sum + phase.substeps, 0);
  let done = 0;
  const session = await solver.open({ cloth, positions: start, field });
  let positions: Float32Array;
  try {
    await runPhases(session, phases, { anchors, rules: [] }, (stepped) => {
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

function held(
  positions: Float32Array,
  vertices: Iterable<number>,
  slack: number,
  each: Anchors['each'],
): Anchors {
  const list = Uint32Array.from(vertices);
  const targets = new Float64Array(3 * list.length);
  list.forEach((v, n) => {
    for (let k = 0; k < 3; k++) targets[3 * n + k] = positions[3 * v + k]!;
  });
  return { vertices: list, targets, slack, each, together: [0, 0, 0] };
}

function* roundNeck(
  positions: Float32Array,
  landmarks: WornCloth['body']['landmarks'],
): Generator<number> {
  const above = landmarks.neck_side_left![1] + ABOVE_NECK;
  const widest = landmarks.shoulder_left![0];
  for (let v = 0; 3 * v < positions.length; v++) {
    if (Math.abs(positions[3 * v]!) < widest && positions[3 * v + 1]! > above) yield v;
  }
}

function meanEdgeLength(positions: Float32Array, indices: Uint32Array): number {
  let sum = 0;
  for (let e = 0; e < indices.length; e++) {
    const a = 3 * indices[e]!;
    const b = 3 * indices[e % 3 === 2 ? e - 2 : e + 1]!;
    sum += Math.hypot(
      positions[b]! - positions[a]!,
      positions[b + 1]! - positions[a + 1]!,
      positions[b + 2]! - positions[a + 2]!,
    );
  }
  return sum / indices.length;
}
