import type { ClothSession, ClothSolver, ClothTask } from './cloth-solver.ts';
import { type ClothState, clothAtRest } from './cloth-state.ts';
import { simulate } from './simulate.ts';
import { solverMemory } from './solver-memory.ts';

/** Simulates on the calling thread: the reference for every other solver. */
export const cpuSolver: ClothSolver = {
  device: 'cpu',
  open: async (task) => cpuSession(task, clothAtRest(task.positions)),
};

/** @param state Where the cloth is and was; changed in place. */
export function cpuSession({ cloth, field }: ClothTask, state: ClothState): ClothSession {
  const memory = solverMemory();
  let fitted = cloth;
  return {
    run: async (phase, holding) => simulate(fitted, state, { field, ...holding }, phase, memory),
    read: async () => state,
    write({ positions, previous, clearances }) {
      state.positions.set(positions);
      state.previous.set(previous);
      state.clearances.set(clearances);
    },
    refit(cloth) {
      fitted = cloth;
    },
    close() {
      // Nothing is held that goes on by itself.
    },
  };
}
