import type { ClothSolver } from '@fitroom/shared/cloth/cloth-solver';
import { cpuSolver } from '@fitroom/shared/cloth/cpu-solver';
import { solverWithFallback } from '@fitroom/shared/cloth/solver-with-fallback';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { DeviceChoice } from '../runtime/choose-device.ts';
import { createDevicePlace, type DevicePlace } from '../runtime/device-place.ts';

/** Where this worker simulates cloth. */
export function createClothPlace(
  choose: () => Promise<DeviceChoice<ClothSolver>>,
): DevicePlace<ClothSolver> {
  return createDevicePlace({
    choose,
    onCpu: cpuSolver,
    withFallback: solverWithFallback,
    lostLine: JOB_LINES.clothFromGpuToCpu,
  });
}
