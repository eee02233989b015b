import type { DistanceField } from '../body/distance-field.ts';
import type { Cloth } from './cloth.ts';
import type { ClothPasses } from './cloth-passes.ts';
import type { ClothState } from './cloth-state.ts';
import { compiledPasses } from './compiled/compiled-passes.ts';
import { type RuleKeeper, ruleKeeper } from './keep-rules.ts';
import { plainPasses } from './plain-passes.ts';
import { type SelfContacts, type SelfContactWatch, selfContactWatch } from './self-contacts.ts';
import { hingeFactors } from './solve-bending.ts';
import { stretchFactors } from './solve-stretch.ts';

/** What the solver need not find out again each time that it is run on a cloth; one for each simulated cloth. */
export interface SolverMemory {
  readonly keeper: RuleKeeper;
  /** What runs over all of it, before the body that it is asked with first; asked again, the same. */
  passesOf(cloth: Cloth, field: DistanceField): ClothPasses;
  /** What each constraint is corrected by in a time step; asked again for the same one, the same arrays. */
  factorsOf(cloth: Cloth, dt: number): Factors;
  /** Where cloth is near itself, found again where it has moved since. */
  selfContactsOf(cloth: Cloth, state: ClothState, gap: number): SelfContacts;
}

export interface Factors {
  readonly stretch: Float64Array;
  readonly bending: Float64Array;
}

/** Nothing known yet. The cloth that is asked about may be refitted, but keeps its mesh and its fabric. */
export function solverMemory(): SolverMemory {
  const factors = new Map<number, Factors>();
  let passes: ClothPasses | null = null;
  let watch: SelfContactWatch | null = null;
  return {
    keeper: ruleKeeper(),
    passesOf(cloth, field) {
      passes ??= compiledPasses(cloth, field) ?? plainPasses(field);
      return passes;
    },
    factorsOf(cloth, dt) {
      const known = factors.get(dt);
      if (known !== undefined) return known;
      const found = { stretch: stretchFactors(cloth, dt), bending: hingeFactors(cloth, dt) };
      factors.set(dt, found);
      return found;
    },
    selfContactsOf(cloth, state, gap) {
      watch ??= selfContactWatch(cloth);
      return watch(state.positions, gap);
    },
  };
}
