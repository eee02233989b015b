import { cpuSnapper } from '@fitroom/shared/fitting/cpu-snapper';
import { snappedSample, snapSample } from '@fitroom/shared/fitting/snap-sample';
import type { Snapper } from '@fitroom/shared/fitting/snapper';
import type { ClothBackend } from '../protocol/cloth-report.ts';
import {
  chooseDevice,
  type DeviceChoice,
  type DevicePorts,
  type DeviceTrial,
} from '../runtime/choose-device.ts';

/** Vertices along a side of the sample: a tenth of a second on a software adapter. */
const CHECKED = 24;
/** About as many vertices as a garment's finest mesh, and two thirds of a body's triangles. */
const TIMED = 76;

export const SNAP_TRIAL: DeviceTrial<Snapper> = {
  onCpu: cpuSnapper,
  /** Single precision makes 0.00001 and 0.00006 mm of it; a crossing lost in the sign of a point makes millimetres. */
  mostApart: { meanMm: 0.001, p95Mm: 0.01 },
  check: (snapper) => snappedSample(snapper, snapSample(CHECKED)),
  work: (snapper) => snappedSample(snapper, snapSample(TIMED)),
};

/** Chooses where cloth is brought clear of the skin; see `chooseDevice`. */
export function chooseSnapper(
  forced: ClothBackend | null,
  ports: DevicePorts<Snapper>,
): Promise<DeviceChoice<Snapper>> {
  return chooseDevice(forced, ports, SNAP_TRIAL);
}
