import type { DistanceField } from '../body/distance-field.ts';
import { pullAnchors } from './anchors.ts';
import { solveContacts } from './body-contact.ts';
import type { Cloth } from './cloth.ts';
import type { Holding } from './cloth-solver.ts';
import type { ClothState } from './cloth-state.ts';
import { solveFaceContacts } from './face-contact.ts';
import type { Phase } from './phase.ts';
import { solveBending } from './solve-bending.ts';
import { solveSelfContacts } from './solve-self-contacts.ts';
import { solveStretch } from './solve-stretch.ts';
import { type SolverMemory, solverMemory } from './solver-memory.ts';

/** Downwards, m/s2. */
export const GRAVITY = 9.81;

/**
 * Metres a vertex may be pushed out of the body in one substep. Less than the first contraction of the
 * stretched start (4 mm was tried) lets seams be pulled through an arm.
 */
export const LARGEST_PUSH = 0.02;

export interface Surroundings extends Holding {
  readonly field: DistanceField;
}

/**
 * Advances a cloth by `phase.substeps` small steps of extended position based dynamics (Macklin,
 * Müller and Chentanez 2016; one pass a step as in Macklin et al. 2019). Changes `state` in place.
 * The same input gives the same bits.
 *
 * @param memory The same one for all phases of a cloth.
 */
export function simulate(
  cloth: Cloth,
  state: ClothState,
  surroundings: Surroundings,
  phase: Phase,
  memory: SolverMemory = solverMemory(),
): void {
  const { dt } = phase;
  const { bending, stretch } = memory.factorsOf(cloth, dt);
  const { keeper } = memory;
  const fall = -phase.gravity * GRAVITY * dt * dt;
  const largestMove = phase.largestSpeed * dt;
  const contact = {
    thickness: phase.thickness,
    friction: phase.friction * cloth.friction,
    largestPush: LARGEST_PUSH,
  };
  const farFaces = phase.faceContacts > 0 ? memory.facesOf(cloth, phase.thickness) : null;
  const own = phase.selfGap > 0 ? memory.selfContactsOf(cloth, state, phase.selfGap) : null;
  for (let step = 0; step < phase.substeps; step++) {
    advance(state, phase.keep, fall, largestMove);
    for (const anchors of surroundings.anchors) pullAnchors(state, anchors);
    solveBending(cloth, bending, state.positions);
    solveStretch(cloth, stretch, state.positions, phase.yielding, phase.keep > 0 || step % 2 === 0);
    for (const rule of surroundings.rules) {
      keeper.keep(rule, state, surroundings.field, contact.friction);
    }
    if (own !== null) solveSelfContacts(cloth, state, own, phase.selfGap, contact.friction);
    if (farFaces !== null && step % phase.faceContacts === 0) {
      solveFaceContacts(cloth, state, surroundings.field, contact, farFaces);
    }
    solveContacts(state, surroundings.field, contact);
  }
}

/** Verlet step: moves on by the damped, clamped last move, then falls. */
function advance(
  { positions: x, previous }: ClothState,
  keep: number,
  fall: number,
  largestMove: number,
): void {
  const largestSquared = largestMove * largestMove;
  for (let i = 0; i < x.length; i += 3) {
    const px = x[i]!;
    const py = x[i + 1]!;
    const pz = x[i + 2]!;
    let mx = (px - previous[i]!) * keep;
    let my = (py - previous[i + 1]!) * keep;
    let mz = (pz - previous[i + 2]!) * keep;
    const squared = mx * mx + my * my + mz * mz;
    if (squared > largestSquared) {
      const shrink = largestMove / Math.sqrt(squared);
      mx *= shrink;
      my *= shrink;
      mz *= shrink;
    }
    previous[i] = px;
    previous[i + 1] = py;
    previous[i + 2] = pz;
    x[i] = px + mx;
    x[i + 1] = py + my + fall;
    x[i + 2] = pz + mz;
  }
}
