import type { DistanceField } from '../body/distance-field.ts';
import { advance } from './advance.ts';
import { solveContacts } from './body-contact.ts';
import type { Cloth } from './cloth.ts';
import type { ClothPasses } from './cloth-passes.ts';
import type { ClothState } from './cloth-state.ts';
import { type FaceClearances, faceClearances, solveFaceContacts } from './face-contact.ts';
import { solveBending } from './solve-bending.ts';
import { solveStretch } from './solve-stretch.ts';
import type { Factors } from './solver-memory.ts';

/** The passes as they are written: for where WebAssembly is missing, and what compiled ones are held against. */
export function plainPasses(field: DistanceField): ClothPasses {
  // Of each contact thickness.
  const farFaces = new Map<number, FaceClearances>();
  let cloth: Cloth;
  let factors: Factors;
  let state: ClothState;
  return {
    enter(entered, ofSteps, taken) {
      cloth = entered;
      factors = ofSteps;
      state = taken;
      return taken;
    },
    advance: (keep, fall, largestMove) => advance(state, keep, fall, largestMove),
    bend: () => solveBending(cloth, factors.bending, state.positions),
    stretch(yielding, forward) {
      solveStretch(cloth, factors.stretch, state.positions, yielding, forward);
    },
    touchMiddles(contact) {
      const far = farFaces.get(contact.thickness) ?? faceClearances(cloth);
      farFaces.set(contact.thickness, far);
      solveFaceContacts(cloth, state, field, contact, far);
    },
    touch: (contact) => solveContacts(state, field, contact),
    leave() {
      // They worked on the state itself.
    },
  };
}
