import { cpuSnapper } from '@fitroom/shared/fitting/cpu-snapper';
import type { Snapper } from '@fitroom/shared/fitting/snapper';
import { snapperWithFallback } from '@fitroom/shared/fitting/snapper-with-fallback';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { DeviceChoice } from '../runtime/choose-device.ts';
import { createDevicePlace, type DevicePlace } from '../runtime/device-place.ts';

/** Where this worker brings cloth clear of the skin. */
export function createSnapPlace(
  choose: () => Promise<DeviceChoice<Snapper>>,
): DevicePlace<Snapper> {
  return createDevicePlace({
    choose,
    onCpu: cpuSnapper,
    withFallback: snapperWithFallback,
    lostLine: JOB_LINES.snapFromGpuToCpu,
  });
}
