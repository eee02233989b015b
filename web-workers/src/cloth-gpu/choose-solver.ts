import type { ClothSolver } from '@fitroom/shared/cloth/cloth-solver';
import { cpuSolver } from '@fitroom/shared/cloth/cpu-solver';
import { runSample, solverSample } from '@fitroom/shared/cloth/solver-sample';
import type { ClothBackend } from '../protocol/cloth-report.ts';
import {
  chooseDevice,
  type DeviceChoice,
  type DevicePorts,
  type DeviceTrial,
} from '../runtime/choose-device.ts';

/** Small enough for a software adapter; every rule, anchors and both kinds of contact are in it. */
const CHECKED = { across: 16, substeps: 60 };
/** About as many vertices as a garment's finest mesh. */
const TIMED = { across: 72, substeps: 60 };

export const SOLVER_TRIAL: DeviceTrial<ClothSolver> = {
  onCpu: cpuSolver,
  /**
   * Both solve it in one order, and single precision makes a two-hundredth of a millimetre of it; a driver that drops a
   * barrier makes centimetres.
   */
  mostApart: { meanMm: 0.02, p95Mm: 0.1 },
  check: (solver) => runSample(solver, solverSample(CHECKED.across, CHECKED.substeps)),
  work: (solver) => runSample(solver, solverSample(TIMED.across, TIMED.substeps)),
};

/** Chooses where cloth is simulated; see `chooseDevice`. */
export function chooseSolver(
  forced: ClothBackend | null,
  ports: DevicePorts<ClothSolver>,
): Promise<DeviceChoice<ClothSolver>> {
  return chooseDevice(forced, ports, SOLVER_TRIAL);
}
