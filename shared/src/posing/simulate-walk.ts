import type { PosedBody } from '../body/avatar.ts';
import type { Pose } from '../body/pose.ts';
import type { Cloth } from '../cloth/cloth.ts';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { cpuSolver } from '../cloth/cpu-solver.ts';
import { runPhases } from '../cloth/run-phases.ts';
import type { Phase } from '../cloth/simulate.ts';
import { measureStrain } from '../cloth/strain.ts';
import { contactThickness } from '../drape/contact-thickness.ts';
import { posedField } from '../drape/posed-field.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import { measureClearance } from '../report/measure-clearance.ts';
import { armRoom } from './arm-room.ts';
import { boxRound } from './hold-in-pose.ts';
import { type MovingCloth, type MovingClothOptions, movingCloth } from './moving-cloth.ts';
import {
  clearOfBody,
  follower,
  type PosableGarment,
  poseGarment,
  type WornCloth,
} from './pose-garment.ts';
import { WALK_PERIOD, walkPose } from './walk-cycle.ts';

/** What a frame of a walk came to; see report/report.ts for the units. */
export interface WalkFrameFigures {
  /** Whether the solver's cloth is shown, or what skinning gave because that did not hold. */
  readonly simulated: boolean;
  /** Mean and 95th percentile of |length / flat length - 1| over the cloth's edges. */
  readonly strainMean: number;
  readonly strainP95: number;
  readonly penetratingVertices: number;
}

export interface SimulatedFrame<T extends WornCloth> {
  readonly posed: T;
  readonly figures: WalkFrameFigures;
}

export interface SimulateWalkOptions extends Clearing, MovingClothOptions {
  /** Frames of one period. */
  readonly frames: number;
  /** The body in a pose. */
  bodyIn(pose: Pose): PosedBody;
  /** Left out: the calling thread. */
  readonly solver?: ClothSolver | undefined;
}

/** Frames before the first that counts: what the cloth knows of standing still is gone by then. */
const WARM_UP = 6;
/** Frames at the beginning that are led over from those after the end, so that the walk loops. */
const OVERLAP = 4;
/**
 * Substeps a frame: 70 ms in steps of 0.8 ms. The drape's finest step is a third of that; what it leaves longer the
 * tightening takes back.
 */
const SUBSTEPS = 84;
const TIGHTENING = 20;
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
 * One period of a walk with the cloth simulated.
 *
 * Moving frames of reference: from frame to frame the cloth is first carried along by skinning, as it is without
 * simulation, then the solver moves it on against the body of the new frame for as long as a frame lasts. It starts with
 * the velocity that the cloth has beyond that of being carried, so that cloth which nothing touches goes
 * on as its inertia says, and a limb never has to be swept through it. First order in the frame's length.
 *
 * A frame in which the result lies in the body, is torn, or is strained more than skinning alone would leave
 * it, is shown as skinned.
 *
 * @throws {CancelledError}
 */
export async function simulateWalk<T extends WornCloth>(
  posable: PosableGarment<T>,
  options: SimulateWalkOptions,
  context: JobContext,
): Promise<SimulatedFrame<T>[]> {
  const { frames, bodyIn } = options;
  const { worn } = posable;
  const { avatar } = worn.body;
  const room = armRoom(posable);
  const moving = movingCloth(worn, options);
  const poseAt = (k: number): Pose => walkPose(avatar, k / frames, room);
  const clothOf = moving.cloth;
  const yielding = YIELDING * moving.resistance;
  const seconds = WALK_PERIOD / frames;
  let at = await poseGarment(posable, poseAt(-WARM_UP - 1), options, bodyIn);
  /** Metres a second, of each vertex; null before the first frame: as the body's. */
  let velocities: Float64Array | null = null;
  const results: SimulatedFrame<T>[] = [];
  const steps = WARM_UP + frames + OVERLAP;
  for (let n = 0; n < steps; n++) {
    throwIfCancelled(context.signal);
    context.progress('drape', n / steps);
    const pose = poseAt(n - WARM_UP);
    const carried = await poseGarment(posable, pose, options, bodyIn, at);
    const followed = follower(avatar, at.body.pose, pose, posable.skin)(at.positions);
    const carrying = Float64Array.from(followed, (x, i) => (x - at.positions[i]!) / seconds);
    const own: Float64Array =
      velocities?.map((v, i) => v - carrying[i]!) ?? new Float64Array(carrying.length);
    const moved = await moveOn(carried, worn.positions, moving, own, seconds, {
      ...options,
      yielding,
    });
    const figures = figuresOf(moved.garment, clothOf);
    const skinned = figuresOf(carried, clothOf);
    const holds =
      figures.penetratingVertices === 0 &&
      figures.strainMean <= skinned.strainMean + WORSE &&
      longestEdge(moved.garment.positions, worn.positions, clothOf) <=
        Math.max(TORN, longestEdge(carried.positions, worn.positions, clothOf));
    velocities = holds ? moved.velocities.map((v, i) => v + carrying[i]!) : null;
    at = holds ? moved.garment : carried;
    results.push({
      posed: at,
      figures: { ...(holds ? figures : skinned), simulated: holds },
    });
  }
  return looped(results.slice(WARM_UP), frames, worn, clothOf, options);
}

/** The cloth a frame later, and its own velocities then, metres a second. */
async function moveOn<T extends WornCloth>(
  carried: T,
  worn: Float32Array,
  { cloth, hold }: MovingCloth,
  velocities: Float64Array,
  seconds: number,
  options: SimulateWalkOptions & { readonly yielding: number },
): Promise<{ readonly garment: T; readonly velocities: Float64Array }> {
  const { offsetMetres, yielding, solver = cpuSolver } = options;
  const { sewn, body } = carried;
  const field = await posedField(body, boxRound(carried.positions), null);
  const dt = seconds / SUBSTEPS;
  const swing: Phase = {
    substeps: SUBSTEPS,
    dt,
    gravity: 1,
    keep: KEPT_IN_A_SECOND ** dt,
    largestSpeed: FASTEST,
    friction: 1,
    thickness: contactThickness(offsetMetres),
    yielding,
    faceContacts: 0,
  };
  const tighten: Phase = { ...swing, substeps: TIGHTENING, gravity: 0, keep: 0, yielding: 1 };
  const holding = hold(carried, field);
  const session = await solver.open({ cloth, positions: carried.positions, field });
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

/**
 * Leads the first frames over from what came after the end: the last frame's cloth goes on into the first.
 *
 * @param run One period and `OVERLAP` frames more.
 */
function looped<T extends WornCloth>(
  run: readonly SimulatedFrame<T>[],
  frames: number,
  worn: WornCloth,
  cloth: Cloth,
  clearing: Clearing,
): Promise<SimulatedFrame<T>[]> {
  const leading = run.slice(0, frames).map(async (frame, k) => {
    const later = run[frames + k];
    if (!later) return frame;
    const share = 1 - k / OVERLAP;
    const simulated = frame.figures.simulated && later.figures.simulated;
    const positions = frame.posed.positions.map(
      (x, i) => x + share * (later.posed.positions[i]! - x),
    );
    await keepClear(positions, worn.sewn.indices, frame.posed.skin, clearing);
    const posed = { ...frame.posed, positions };
    return { posed, figures: { ...figuresOf(posed, cloth), simulated } };
  });
  return Promise.all(leading);
}

function figuresOf(
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
