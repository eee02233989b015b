import type { DistanceField } from '../body/distance-field.ts';
import type { Anchors } from './anchors.ts';
import type { Cloth } from './cloth.ts';
import type { ClothState } from './cloth-state.ts';
import type { Phase } from './phase.ts';
import type { Rule } from './rules.ts';

/** What holds a cloth in a phase, and what it keeps to. */
export interface Holding {
  readonly anchors: readonly Anchors[];
  /** Kept in turn, once a substep, between stretch and contact. */
  readonly rules: readonly Rule[];
}

/** A cloth, where it starts from rest and what it lies on. */
export interface ClothTask {
  readonly cloth: Cloth;
  /** xyz triples, metres; copied. */
  readonly positions: ArrayLike<number>;
  readonly field: DistanceField;
}

/**
 * One cloth being simulated, wherever that is. A device keeps all of it between calls: cloth, field and
 * whatever anchors and rules it was once given are known again by their identity.
 */
export interface ClothSession {
  /** Goes through a phase, or through a chunk of it. */
  run(phase: Phase, holding: Holding): Promise<void>;
  /** Where the cloth is and was now; the caller's to read until the next call of this session. */
  read(): Promise<ClothState>;
  /** Goes on from there instead: for what is done to cloth between phases. May be what `read` gave. */
  write(state: ClothState): void;
  /** Goes on with the same mesh, its edges' flat lengths those of `cloth`. */
  refit(cloth: Cloth): void;
  /** Lets go of what the session holds; it answers no more. */
  close(): void;
}

/** Simulates cloth somewhere: see cpu-solver.ts. */
export interface ClothSolver {
  /** Where, in one word for logs. */
  readonly device: string;
  open(task: ClothTask): Promise<ClothSession>;
}
