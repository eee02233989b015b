import type { ClothSolver } from '@fitroom/shared/cloth/cloth-solver';
import { cpuSolver } from '@fitroom/shared/cloth/cpu-solver';
import { solverWithFallback } from '@fitroom/shared/cloth/solver-with-fallback';
import type { JobContext } from '@fitroom/shared/job/context';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { ClothReport } from '../protocol/cloth-report.ts';
import { once } from '../runtime/once.ts';
import type { SolverChoice } from './choose-solver.ts';

/** Where this worker simulates cloth. */
export interface ClothPlace {
  /** Chooses, if that was not done. */
  ready(): Promise<ClothReport>;
  /** Null before the choice. */
  report(): ClothReport | null;
  /**
   * The solver for one job: a device that fails in it is given up for good, and the job goes on on the processor.
   *
   * @param log Receives a line when that happens.
   */
  solver(log: JobContext['log']): Promise<ClothSolver>;
}

export function createClothPlace(choose: () => Promise<SolverChoice>): ClothPlace {
  let current: SolverChoice | null = null;
  const chosen = once(async () => {
    current = await choose();
  });
  const choice = async (): Promise<SolverChoice> => {
    await chosen();
    if (current === null) throw new Error('A choice was made without a result.');
    return current;
  };
  return {
    ready: async () => (await choice()).report,
    report: () => current?.report ?? null,
    async solver(log) {
      // Whatever goes wrong with choosing, cloth can fall.
      const made = await choice().catch(() => null);
      if (!made?.device) return cpuSolver;
      const { device, report } = made;
      return solverWithFallback(device, cpuSolver, (error) => {
        const message = error instanceof Error ? error.message : String(error);
        log(JOB_LINES.clothFromGpuToCpu(message));
        current = { device: null, report: { ...report, backend: 'cpu', reason: 'device-lost' } };
      });
    },
  };
}
