/** What `navigator.gpu` offers: nothing, a software imitation, or a real GPU. */
export type AdapterKind = 'none' | 'software' | 'hardware';

interface AdapterLike {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly isFallbackAdapter?: boolean;
    readonly vendor?: string;
    readonly architecture?: string;
    readonly description?: string;
  };
}

/** The subset of `navigator.gpu` that is asked. */
export interface GpuLike {
  requestAdapter(): Promise<AdapterLike | null>;
}

/** Names under which browsers list CPU rasterisers that do not always say they are fallbacks. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** @param gpu `navigator.gpu`, undefined where the browser has no WebGPU. */
export async function probeAdapter(gpu: GpuLike | undefined): Promise<AdapterKind> {
  if (!gpu) return 'none';
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (!adapter) return 'none';
  const { info } = adapter;
  const isFallback = info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false;
  const names = [info?.vendor, info?.architecture, info?.description].join(' ');
  return isFallback || SOFTWARE_NAMES.test(names) ? 'software' : 'hardware';
}
