import type { JobContext } from '@fitroom/shared/job/context';
import type { Sentence } from '@fitroom/shared/messages/sentence';
import type { DeviceReport } from '../protocol/cloth-report.ts';
import type { DeviceChoice } from './choose-device.ts';
import { once } from './once.ts';

/** Where this worker does work of one kind. */
export interface DevicePlace<Worker> {
  /** Chooses, if that was not done. */
  ready(): Promise<DeviceReport>;
  /** Null before the choice. */
  report(): DeviceReport | null;
  /**
   * What does the work in one job: a device that fails in it is given up for good, and the job goes on on the processor.
   *
   * @param log Receives a line when that happens.
   */
  worker(log: JobContext['log']): Promise<Worker>;
}

export interface DevicePlaceParts<Worker> {
  choose(): Promise<DeviceChoice<Worker>>;
  readonly onCpu: Worker;
  /** Goes on with the second when the first fails, and says why, once. */
  withFallback(first: Worker, second: Worker, onFailure: (error: unknown) => void): Worker;
  /** The line that says so, given what the device said. */
  lostLine(message: string): Sentence;
}

export function createDevicePlace<Worker>({
  choose,
  onCpu,
  withFallback,
  lostLine,
}: DevicePlaceParts<Worker>): DevicePlace<Worker> {
  let current: DeviceChoice<Worker> | null = null;
  const chosen = once(async () => {
    current = await choose();
  });
  const choice = async (): Promise<DeviceChoice<Worker>> => {
    await chosen();
    if (current === null) throw new Error('A choice was made without a result.');
    return current;
  };
  return {
    ready: async () => (await choice()).report,
    report: () => current?.report ?? null,
    async worker(log) {
      // Whatever goes wrong with choosing, the work can be done.
      const made = await choice().catch(() => null);
      if (!made?.device) return onCpu;
      const { device, report } = made;
      return withFallback(device, onCpu, (error) => {
        log(lostLine(error instanceof Error ? error.message : String(error)));
        current = { device: null, report: { ...report, backend: 'cpu', reason: 'device-lost' } };
      });
    },
  };
}
