import { USAGE } from '../cloth-gpu/buffer-usage.ts';
import type { ComputeDevice } from '../cloth-gpu/open-device.ts';
import { SNAP_KERNEL } from './snap-kernel.wgsl.ts';
import { ENTRIES, type Entry, SNAP_STEPS } from './snap-steps.ts';

/** A device with the snap's kernel compiled. */
export interface SnapDevice extends ComputeDevice {
  readonly pipelines: ReadonlyMap<Entry, GPUComputePipeline>;
  readonly layout: GPUBindGroupLayout;
  /** The kernel's `Step` of each dispatch, `STEP_BYTES` apart. */
  readonly steps: GPUBuffer;
}

/** Dynamic offsets are multiples of this on any device (WebGPU specification, 3.6.2). */
export const STEP_BYTES = 256;
/** What the kernel binds: uniforms, the second one at an offset; buffers to read; buffers to write. */
const BOUND = ['uniform', 'offset', 'read', 'read', 'write', 'write', 'write', 'write', 'write'];
/** `GPUShaderStage.COMPUTE`. */
const COMPUTE = 0x4;

/** @throws {Error} when the device's limits are too low or the kernel is refused. */
export async function openSnapDevice(opened: ComputeDevice): Promise<SnapDevice> {
  const { device } = opened;
  const layout = device.createBindGroupLayout({
    entries: BOUND.map((kind, binding) => ({
      binding,
      visibility: COMPUTE,
      buffer:
        kind === 'uniform' || kind === 'offset'
          ? { type: 'uniform', hasDynamicOffset: kind === 'offset' }
          : { type: kind === 'read' ? 'read-only-storage' : 'storage' },
    })),
  });
  const module = device.createShaderModule({ code: SNAP_KERNEL });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const pipelines = new Map(
    await Promise.all(
      ENTRIES.map(async (entryPoint) => {
        const compute = { module, entryPoint };
        const made = device.createComputePipelineAsync({ layout: pipelineLayout, compute });
        return [entryPoint, await opened.answered(made)] as const;
      }),
    ),
  );
  const words = new Int32Array((STEP_BYTES / 4) * SNAP_STEPS.length);
  SNAP_STEPS.forEach(({ round, turn }, n) => {
    words.set([round, turn], (STEP_BYTES / 4) * n);
  });
  const usage = USAGE.uniform | USAGE.copyTarget;
  const steps = device.createBuffer({ size: words.byteLength, usage });
  device.queue.writeBuffer(steps, 0, words);
  return { ...opened, pipelines, layout, steps };
}
