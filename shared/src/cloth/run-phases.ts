import type { ClothSession, Holding } from './cloth-solver.ts';
import type { Phase } from './phase.ts';

/** Substeps between looks at the caller's signal. */
const CHUNK = 50;

/**
 * Takes a cloth through phases.
 *
 * @param report Given the substeps done since its last call; may throw, and the cloth is left as it is then.
 */
export async function runPhases(
  session: ClothSession,
  phases: readonly Phase[],
  holding: Holding,
  report: (substeps: number) => void,
): Promise<void> {
  for (const phase of phases) {
    for (let left = phase.substeps; left > 0; left -= CHUNK) {
      const substeps = Math.min(left, CHUNK);
      await session.run({ ...phase, substeps }, holding);
      report(substeps);
    }
  }
}
