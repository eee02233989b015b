import type { DistanceField } from '@fitroom/shared/body/distance-field';
import { USAGE } from './buffer-usage.ts';
import { CLOTH_KERNEL } from './cloth-kernel.wgsl.ts';

/** A device for computing. */
export interface ComputeDevice {
  readonly device: GPUDevice;
  /** Of one workgroup at most; a power of two. */
  readonly lanes: number;
  /**
   * What is waited for on the device; a lost one may never answer.
   *
   * @throws {Error} when the device was lost, or refused something since it was opened.
   */
  answered<T>(work: Promise<T>): Promise<T>;
}

/** A device with the cloth's kernel compiled. */
export interface ClothDevice extends ComputeDevice {
  readonly pipeline: GPUComputePipeline;
  /** The field on the device; the last one asked for is kept. */
  fieldBuffer(field: DistanceField): GPUBuffer;
}

/** Lanes that work on one cloth: more than the default hide more of the memory's latency. */
const MOST_LANES = 1024;
/** The cloth's kernel binds eight, which is what every device has at least; the snap's seven. */
const STORAGE_BUFFERS = 8;

/** @throws {Error} when there is no adapter or its limits are too low. */
export async function openComputeDevice(gpu: GPU | undefined): Promise<ComputeDevice> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('No adapter for computing.');
  const { limits } = adapter;
  if (limits.maxStorageBuffersPerShaderStage < STORAGE_BUFFERS) {
    throw new Error('The adapter binds too few buffers.');
  }
  const lanes = Math.min(
    MOST_LANES,
    limits.maxComputeInvocationsPerWorkgroup,
    limits.maxComputeWorkgroupSizeX,
  );
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeInvocationsPerWorkgroup: lanes,
      maxComputeWorkgroupSizeX: lanes,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
    },
  });
  let failure: string | null = null;
  device.addEventListener('uncapturederror', (event) => {
    failure ??= event.error.message;
  });
  const loss = device.lost.then(({ message, reason }): never => {
    failure ??= message || `the device was lost: ${reason}`;
    throw new Error(failure);
  });
  // Nobody may be waiting when it goes.
  loss.catch(() => undefined);
  return {
    device,
    lanes: 2 ** Math.floor(Math.log2(lanes)),
    async answered(work) {
      const answer = await Promise.race([work, loss]);
      if (failure !== null) throw new Error(failure);
      return answer;
    },
  };
}

/** @throws {Error} when the kernel is refused. */
export async function openClothDevice(opened: ComputeDevice): Promise<ClothDevice> {
  const { device, lanes, answered } = opened;
  const module = device.createShaderModule({ code: CLOTH_KERNEL });
  const pipeline = await answered(
    device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'simulate', constants: { LANES: lanes } },
    }),
  );
  let kept: { readonly field: DistanceField; readonly buffer: GPUBuffer } | null = null;
  return {
    ...opened,
    pipeline,
    fieldBuffer(field) {
      if (kept?.field === field) return kept.buffer;
      kept?.buffer.destroy();
      const usage = USAGE.storage | USAGE.copyTarget;
      const buffer = device.createBuffer({ size: field.distances.byteLength, usage });
      device.queue.writeBuffer(buffer, 0, field.distances as Float32Array<ArrayBuffer>);
      kept = { field, buffer };
      return buffer;
    },
  };
}
