import type { ClothSolver } from '@fitroom/shared/cloth/cloth-solver';
import { openGpuSession } from './gpu-session.ts';
import type { ClothDevice } from './open-device.ts';

/** Simulates on a WebGPU device. It fails where the device does; see shared's solver-with-fallback.ts. */
export function gpuSolver(opened: ClothDevice): ClothSolver {
  return { device: 'webgpu', open: (task) => openGpuSession(opened, task) };
}
