import type { ClothSolver } from '@fitroom/shared/cloth/cloth-solver';
import { cpuSolver } from '@fitroom/shared/cloth/cpu-solver';
import {
  type Apart,
  apartness,
  runSample,
  solverSample,
} from '@fitroom/shared/cloth/solver-sample';
import type { AdapterKind } from '../inference/probe-adapter.ts';
import type { ClothBackend, ClothReason, ClothReport } from '../protocol/cloth-report.ts';

export type ClothTiming = NonNullable<ClothReport['measuredMs']>;

export interface SolverPorts {
  probe(): Promise<AdapterKind>;
  /** A solver on the adapter's device; rejects where that cannot be. */
  open(): Promise<ClothSolver>;
  /** The timing kept from an earlier visit on this machine, or null. */
  recall(): Promise<ClothTiming | null>;
  remember(measured: ClothTiming): Promise<void>;
  now(): number;
}

export interface SolverChoice {
  /** Null: the processor. */
  readonly device: ClothSolver | null;
  readonly report: ClothReport;
}

/**
 * How far a device's sample may lie from the processor's, millimetres. Both solve it in one order, and single
 * precision makes a two-hundredth of a millimetre of it; a driver that drops a barrier makes centimetres.
 */
export const MOST_APART: Apart = { meanMm: 0.02, p95Mm: 0.1 };
/** Small enough for a software adapter; every rule, anchors and both kinds of contact are in it. */
const CHECKED = { across: 16, substeps: 60 };
/** About as many vertices as a garment's finest mesh. */
const TIMED = { across: 72, substeps: 60 };

/**
 * Chooses where cloth is simulated: on a device where an adapter answers that is no software imitation, does a
 * sample as the processor does it, and was timed faster (once per machine); on the processor otherwise.
 *
 * @param forced Takes this one without timing; a forced device may be imitated, and has to pass the sample all the same.
 */
export async function chooseSolver(
  forced: ClothBackend | null,
  ports: SolverPorts,
): Promise<SolverChoice> {
  const onCpu = (reason: ClothReason, apart: Apart | null = null): SolverChoice => ({
    device: null,
    report: { backend: 'cpu', reason, measuredMs: null, apart },
  });
  if (forced === 'cpu') return onCpu('forced');
  const adapter = await ports.probe();
  if (adapter === 'none') return onCpu('no-adapter');
  if (adapter === 'software' && forced === null) return onCpu('software-adapter');
  // A browser that keeps nothing is no reason to go without.
  let measuredMs = forced === null ? await ports.recall().catch(() => null) : null;
  let reason: ClothReason = forced === null ? 'remembered' : 'forced';
  const isSlower = (timing: ClothTiming | null) => timing !== null && timing.cpu <= timing.webgpu;
  const slower = (): SolverChoice => ({
    device: null,
    report: { backend: 'cpu', reason, measuredMs, apart: null },
  });
  if (isSlower(measuredMs)) return slower();
  try {
    const device = await ports.open();
    const checked = solverSample(CHECKED.across, CHECKED.substeps);
    const apart = apartness(await runSample(cpuSolver, checked), await runSample(device, checked));
    // Not a number is neither within nor beyond.
    const agrees = apart.meanMm <= MOST_APART.meanMm && apart.p95Mm <= MOST_APART.p95Mm;
    if (!agrees) return onCpu('webgpu-differs', apart);
    if (forced === null && measuredMs === null) {
      measuredMs = await timeBoth(device, ports.now);
      reason = 'measured';
      await ports.remember(measuredMs).catch(() => undefined);
      if (isSlower(measuredMs)) return slower();
    }
    return { device, report: { backend: 'webgpu', reason, measuredMs, apart } };
  } catch {
    return onCpu('webgpu-failed');
  }
}

async function timeBoth(device: ClothSolver, now: () => number): Promise<ClothTiming> {
  const sample = solverSample(TIMED.across, TIMED.substeps);
  const millisecondsOf = async (solver: ClothSolver): Promise<number> => {
    const begin = now();
    await runSample(solver, sample);
    return now() - begin;
  };
  // The processor's code is warm from the check by now, as the device's is.
  return { cpu: await millisecondsOf(cpuSolver), webgpu: await millisecondsOf(device) };
}
