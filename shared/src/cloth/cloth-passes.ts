import type { ContactSettings } from './body-contact.ts';
import type { Cloth } from './cloth.ts';
import type { ClothState } from './cloth-state.ts';
import type { Factors } from './solver-memory.ts';

/**
 * What most of a simulation's time goes into: the passes over all vertices, hinges, edges and faces of one cloth, whose
 * mesh and fabric stay, before one body. Whatever runs them, their results have the same bits.
 */
export interface ClothPasses {
  /**
   * Takes a state in.
   *
   * @param cloth As it is now: it may have been refitted.
   * @param factors Of the time steps to come.
   * @returns What the passes work on until `leave`, and what everything else has to work on meanwhile.
   */
  enter(cloth: Cloth, factors: Factors, state: ClothState): ClothState;
  /** @see advance */
  advance(keep: number, fall: number, largestMove: number): void;
  /** @see solveBending */
  bend(): void;
  /** @see solveStretch */
  stretch(yielding: number, forward: boolean): void;
  /** @see solveFaceContacts */
  touchMiddles(contact: ContactSettings): void;
  /** @see solveContacts */
  touch(contact: ContactSettings): void;
  /** Puts what `enter` took in where the passes have brought it. */
  leave(state: ClothState): void;
}
