import type { DistanceField } from '../body/distance-field.ts';
import { pullAnchors } from './anchors.ts';
import type { ContactSettings } from './body-contact.ts';
import type { Cloth } from './cloth.ts';
import type { Holding } from './cloth-solver.ts';
import type { ClothState } from './cloth-state.ts';
import type { Phase } from './phase.ts';
import { solveSelfContacts } from './solve-self-contacts.ts';
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
  const passes = memory.passesOf(cloth, surroundings.field);
  const { keeper } = memory;
  const fall = -phase.gravity * GRAVITY * dt * dt;
  const largestMove = phase.largestSpeed * dt;
  const contact: ContactSettings = {
    thickness: phase.thickness,
    friction: phase.friction * cloth.friction,
    largestPush: LARGEST_PUSH,
  };
  const own = phase.selfGap > 0 ? memory.selfContactsOf(cloth, state, phase.selfGap) : null;
  const moving = passes.enter(cloth, memory.factorsOf(cloth, dt), state);
  for (let step = 0; step < phase.substeps; step++) {
    passes.advance(phase.keep, fall, largestMove);
    for (const anchors of surroundings.anchors) pullAnchors(moving, anchors);
    passes.bend();
    passes.stretch(phase.yielding, phase.keep > 0 || step % 2 === 0);
    for (const rule of surroundings.rules) {
      keeper.keep(rule, moving, surroundings.field, contact.friction, largestMove);
    }
    if (own !== null) solveSelfContacts(cloth, moving, own, phase.selfGap, contact.friction);
    if (phase.faceContacts > 0 && step % phase.faceContacts === 0) passes.touchMiddles(contact);
    passes.touch(contact);
  }
  passes.leave(state);
}
