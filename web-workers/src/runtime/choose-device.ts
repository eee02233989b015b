import { type Apart, apartness } from '@fitroom/shared/cloth/solver-sample';
import type { AdapterKind } from '../inference/probe-adapter.ts';
import type { ClothBackend, DeviceReason, DeviceReport } from '../protocol/cloth-report.ts';

export type DeviceTiming = NonNullable<DeviceReport['measuredMs']>;

/** What is asked of the machine to choose where work of one kind is done. */
export interface DevicePorts<Worker> {
  probe(): Promise<AdapterKind>;
  /** Does the work on the adapter's device; rejects where that cannot be. */
  open(): Promise<Worker>;
  /** The timing kept from an earlier visit on this machine, or null. */
  recall(): Promise<DeviceTiming | null>;
  remember(measured: DeviceTiming): Promise<void>;
  now(): number;
}

/** What a device has to do as the processor does it. */
export interface DeviceTrial<Worker> {
  readonly onCpu: Worker;
  /** How far a device's sample may lie from the processor's, millimetres. */
  readonly mostApart: Apart;
  /** Does a small sample; its places, xyz triples, metres. */
  check(worker: Worker): Promise<ArrayLike<number>>;
  /** Does a sample of a garment's size. */
  work(worker: Worker): Promise<unknown>;
}

export interface DeviceChoice<Worker> {
  /** Null: the processor. */
  readonly device: Worker | null;
  readonly report: DeviceReport;
}

/**
 * Chooses where work is done: on a device where an adapter answers that is no software imitation, does a
 * sample as the processor does it, and was timed faster (once per machine); on the processor otherwise.
 *
 * @param forced Takes this one without timing; a forced device may be imitated, and has to pass the sample all the same.
 */
export async function chooseDevice<Worker>(
  forced: ClothBackend | null,
  ports: DevicePorts<Worker>,
  trial: DeviceTrial<Worker>,
): Promise<DeviceChoice<Worker>> {
  const onCpu = (reason: DeviceReason, apart: Apart | null = null): DeviceChoice<Worker> => ({
    device: null,
    report: { backend: 'cpu', reason, measuredMs: null, apart },
  });
  if (forced === 'cpu') return onCpu('forced');
  const adapter = await ports.probe();
  if (adapter === 'none') return onCpu('no-adapter');
  if (adapter === 'software' && forced === null) return onCpu('software-adapter');
  // A browser that keeps nothing is no reason to go without.
  let measuredMs = forced === null ? await ports.recall().catch(() => null) : null;
  let reason: DeviceReason = forced === null ? 'remembered' : 'forced';
  const isSlower = (timing: DeviceTiming | null) => timing !== null && timing.cpu <= timing.webgpu;
  const slower = (): DeviceChoice<Worker> => ({
    device: null,
    report: { backend: 'cpu', reason, measuredMs, apart: null },
  });
  if (isSlower(measuredMs)) return slower();
  try {
    const device = await ports.open();
    const apart = apartness(await trial.check(trial.onCpu), await trial.check(device));
    // Not a number is neither within nor beyond.
    const agrees = apart.meanMm <= trial.mostApart.meanMm && apart.p95Mm <= trial.mostApart.p95Mm;
    if (!agrees) return onCpu('webgpu-differs', apart);
    if (forced === null && measuredMs === null) {
      measuredMs = await timeBoth(device, trial, ports.now);
      reason = 'measured';
      await ports.remember(measuredMs).catch(() => undefined);
      if (isSlower(measuredMs)) return slower();
    }
    return { device, report: { backend: 'webgpu', reason, measuredMs, apart } };
  } catch {
    return onCpu('webgpu-failed');
  }
}

async function timeBoth<Worker>(
  device: Worker,
  { onCpu, work }: DeviceTrial<Worker>,
  now: () => number,
): Promise<DeviceTiming> {
  const millisecondsOf = async (worker: Worker): Promise<number> => {
    const begin = now();
    await work(worker);
    return now() - begin;
  };
  // The processor's code is warm from the check by now, as the device's is.
  return { cpu: await millisecondsOf(onCpu), webgpu: await millisecondsOf(device) };
}
