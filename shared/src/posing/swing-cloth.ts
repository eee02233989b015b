import type { DistanceField } from '../body/distance-field.ts';
import type { Cloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import type { Phase } from '../cloth/phase.ts';
import { runPhases } from '../cloth/run-phases.ts';
import { measureStrain } from '../cloth/strain.ts';
import { contactThickness } from '../drape/contact-thickness.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import { measureClearance } from '../report/measure-clearance.ts';
import type { MovingCloth } from './moving-cloth.ts';
import { clearOfBody, follower, type PosableGarment, type WornCloth } from './pose-garment.ts';

/** What a frame of a walk came to; see report/report.ts for the units. */
export interface WalkFrameFigures {
  /** Whether the solver's cloth is shown, or what skinning gave because that did not hold. */
  readonly simulated: boolean;
  /** Mean and 95th percentile of |length / flat length - 1| over the cloth's edges. */
  readonly strainMean: number;
  readonly strainP95: number;
  readonly penetratingVertices: number;
}

/** Cloth in a frame, and what the next one begins with. */
export interface SwungCloth<T extends WornCloth> {
  readonly posed: T;
  /** Metres a second, of each vertex; null where the cloth goes as the body does. */
  readonly velocities: Float64Array | null;
  readonly figures: WalkFrameFigures;
}

export interface SwingOptions extends Clearing {
  /** A frame's length. */
  readonly seconds: number;
  /** Left out: the calling thread. */
  readonly solver?: ClothSolver | undefined;
}

/**
 * Substeps a frame: 69 ms in steps of 0.41 ms, and half of that while it tightens. In twice as long ones, 20 of them tightening,
 * trousers were strained by half as much again (p95 10.2 instead of 6.8 %, two of three times that between the legs).
 */
const SUBSTEPS = 168;
const TIGHTENING = 60;
const TIGHTENING_STEP = 0.5;
/** Share of its full stiffness with which default cloth resists being shortened, as in the drape's finest meshes. */
const YIELDING = 0.3;
/**
 * Share of its own velocity, beside the body's, that cloth keeps in a second: air, and the seams and layers
 * that the mesh does not have. Without it a hem swings on as a pendulum would.
 */
const KEPT_IN_A_SECOND = 1e-7;
/** Metres a second that cloth may have of its own; a hand swings at 2. */
const FASTEST = 1.5;
/** An edge this many times its flat length, or its length as worn where that was longer, is a tear, unless skinning alone tears worse. */
const TORN = 1.6;
/** Edges longer than this are eased first; the solver's own hardly pass 1.2. */
const EASED = 1.3;
/** The solver's strain may be this much more than that of skinning alone: mean of |length / flat length - 1|. */
const WORSE = 0.01;

/**
 * Cloth that was carried into the next frame by skinning, moved on by the solver for as long as a frame lasts.
 *
 * A result that lies in the skin, is torn, or is strained more than skinning alone would leave it, is given up for
 * what skinning gave.
 *
 * @param before The cloth in the frame before, and its velocities there.
 * @param carried The same in this frame, clear of its skin.
 * @param field Of what `carried.skin` is an index of.
 */
export async function swingOn<T extends WornCloth>(
  { worn, skin }: PosableGarment<T>,
  moving: MovingCloth,
  before: { readonly at: WornCloth; readonly velocities: Float64Array | null },
  carried: T,
  field: DistanceField,
  options: SwingOptions,
): Promise<SwungCloth<T>> {
  const { at, velocities } = before;
  const { seconds } = options;
  const { cloth } = moving;
  const followed = follower(worn.body.avatar, at.body.pose, carried.body.pose, skin)(at.positions);
  const carrying = Float64Array.from(followed, (x, i) => (x - at.positions[i]!) / seconds);
  const own: Float64Array =
    velocities?.map((v, i) => v - carrying[i]!) ?? new Float64Array(carrying.length);
  const moved = await moveOn(carried, worn.positions, moving, own, field, options);
  const figures = clothFigures(moved.garment, cloth);
  const skinned = clothFigures(carried, cloth);
  const holds =
    figures.penetratingVertices === 0 &&
    figures.strainMean <= skinned.strainMean + WORSE &&
    longestEdge(moved.garment.positions, worn.positions, cloth) <=
      Math.max(TORN, longestEdge(carried.positions, worn.positions, cloth));
  return {
    posed: holds ? moved.garment : carried,
    velocities: holds ? moved.velocities.map((v, i) => v + carrying[i]!) : null,
    figures: { ...(holds ? figures : skinned), simulated: holds },
  };
}

/** The cloth a frame later, and its own velocities then, metres a second. */
async function moveOn<T extends WornCloth>(
  carried: T,
  worn: Float32Array,
  { cloth, hold, hungOn, resistance, selfGap }: MovingCloth,
  velocities: Float64Array,
  field: DistanceField,
  options: SwingOptions,
): Promise<{ readonly garment: T; readonly velocities: Float64Array }> {
  const { offsetMetres, seconds, solver = cpuSolver } = options;
  const { sewn } = carried;
  const dt = seconds / SUBSTEPS;
  const swing: Phase = {
    substeps: SUBSTEPS,
    dt,
    gravity: 1,
    keep: KEPT_IN_A_SECOND ** dt,
    largestSpeed: FASTEST,
    friction: 1,
    thickness: contactThickness(offsetMetres),
    yielding: YIELDING * resistance,
    faceContacts: 0,
    selfGap,
  };
  const tighten: Phase = {
    ...swing,
    dt: TIGHTENING_STEP * dt,
    substeps: TIGHTENING,
    gravity: 0,
    keep: 0,
    yielding: 1,
  };
  const holding = hold(carried, field);
  const meets = hungOn(field, carried.body);
  const session = await solver.open({ cloth, positions: carried.positions, field: meets });
  try {
    const start = Float64Array.from(carried.positions);
    session.write({
      positions: start,
      previous: start.map((x, i) => x - clamped(velocities, i) * dt),
      clearances: new Float64Array(start.length / 3).fill(-1),
    });
    await runPhases(session, [swing], holding, () => undefined);
    const swung = await session.read();
    const ends = swung.positions.map((x, i) => (x - swung.previous[i]!) / dt);
    await runPhases(session, [tighten], holding, () => undefined);
    const positions = Float32Array.from((await session.read()).positions);
    const snap = (at: Float32Array) => keepClear(at, sewn.indices, carried.skin, options);
    await snap(positions);
    // Where thighs press on each other the snap alone can draw single edges far out.
    if (longestEdge(positions, worn, cloth) > EASED) {
      await clearOfBody(positions, worn, sewn, snap);
    }
    return { garment: { ...carried, positions }, velocities: ends };
  } finally {
    session.close();
  }
}

/** One coordinate of a velocity, of a vector no longer than `FASTEST`. */
function clamped(velocities: Float64Array, i: number): number {
  const first = i - (i % 3);
  const size = Math.hypot(velocities[first]!, velocities[first + 1]!, velocities[first + 2]!);
  return size > FASTEST ? (velocities[i]! * FASTEST) / size : velocities[i]!;
}

/** What cloth came to where it lies. */
export function clothFigures(
  { positions, skin }: WornCloth,
  cloth: Cloth,
): Omit<WalkFrameFigures, 'simulated'> {
  const { mean, p95 } = measureStrain(cloth, positions);
  const { penetratingVertices } = measureClearance(positions, skin);
  return { strainMean: mean, strainP95: p95, penetratingVertices };
}

/** Longest edge as a multiple of its flat length, or of its length as worn where that was longer. */
function longestEdge(positions: Float32Array, worn: Float32Array, cloth: Cloth): number {
  const { edges, restLengths } = cloth;
  const lengthAt = (at: Float32Array, e: number): number =>
    vertexDistance(at, edges[2 * e]!, edges[2 * e + 1]!);
  let longest = 0;
  for (let e = 0; e < restLengths.length; e++) {
    const own = Math.max(restLengths[e]!, lengthAt(worn, e));
    longest = Math.max(longest, lengthAt(positions, e) / own);
  }
  return longest;
}
