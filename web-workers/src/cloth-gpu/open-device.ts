import type { DistanceField } from '@fitroom/shared/body/distance-field';
import { USAGE } from './buffer-usage.ts';
import { CLOTH_KERNEL } from './cloth-kernel.wgsl.ts';

/** A device with the kernel compiled. */
export interface ClothDevice {
  readonly device: GPUDevice;
  readonly pipeline: GPUComputePipeline;
  /**
   * What is waited for on the device; a lost one may never answer.
   *
   * @throws {Error} when the device was lost, or refused something since it was opened.
   */
  answered<T>(work: Promise<T>): Promise<T>;
  /** The field on the device; the last one asked for is kept. */
  fieldBuffer(field: DistanceField): GPUBuffer;
}

/** Lanes that work on one cloth: more than the default hide more of the memory's latency. */
const MOST_LANES = 1024;
/** The kernel binds seven. */
const STORAGE_BUFFERS = 7;

/** @throws {Error} when there is no adapter, its limits are too low or the kernel is refused. */
export async function openClothDevice(gpu: GPU | undefined): Promise<ClothDevice> {
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
  const module = device.createShaderModule({ code: CLOTH_KERNEL });
  // Lanes are halved in sums: a power of two.
  const constants = { LANES: 2 ** Math.floor(Math.log2(lanes)) };
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module, entryPoint: 'simulate', constants },
  });

  let kept: { readonly field: DistanceField; readonly buffer: GPUBuffer } | null = null;
  return {
    device,
    pipeline,
    async answered(work) {
      const answer = await Promise.race([work, loss]);
      if (failure !== null) throw new Error(failure);
      return answer;
    },
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
