import type { ClothSolver, ClothTask, Holding } from '../../src/cloth/cloth-solver.ts';
import { cpuSolver } from '../../src/cloth/cpu-solver.ts';
import type { Phase } from '../../src/cloth/phase.ts';

/** What a solver did last with the mesh that it was given last. */
export interface LastCloth {
  /** As it was opened, with the cloth as it was refitted at last. */
  readonly task: ClothTask;
  readonly phase: Phase;
  readonly holding: Holding;
}

/** The processor's solver, that can be asked what it did: for letting cloth go where somebody put it. */
export function rememberingSolver(): { readonly solver: ClothSolver; last(): LastCloth } {
  let known: LastCloth | null = null;
  return {
    solver: {
      device: cpuSolver.device,
      async open(opened) {
        const session = await cpuSolver.open(opened);
        let task = opened;
        return {
          ...session,
          refit(cloth) {
            task = { ...task, cloth };
            session.refit(cloth);
          },
          async run(phase, holding) {
            known = { task, phase, holding };
            await session.run(phase, holding);
          },
        };
      },
    },
    last() {
      if (known === null) throw new Error('No cloth was simulated yet: drape something first.');
      return known;
    },
  };
}
