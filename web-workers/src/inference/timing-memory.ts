import type { ByteCache } from '@fitroom/shared/tryon/ports';
import type { MeasuredMs } from './choose-backend.ts';

/** Raised when the model or the runtime changes, so that old timings are not believed. */
const KEY = 'backend-timing/u2netp/ort-1.30';

const isMeasured = (value: unknown): value is MeasuredMs =>
  typeof value === 'object' &&
  value !== null &&
  'webgpu' in value &&
  'wasm' in value &&
  Number.isFinite(value.webgpu) &&
  Number.isFinite(value.wasm);

/** Keeps the one timing of WebGPU against WASM between visits. */
export function createTimingMemory(store: ByteCache) {
  return {
    async recall(): Promise<MeasuredMs | null> {
      const bytes = await store.get(KEY);
      if (!bytes) return null;
      try {
        const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
        return isMeasured(value) ? value : null;
      } catch {
        return null;
      }
    },
    remember: (measured: MeasuredMs): Promise<void> =>
      store.put(KEY, new TextEncoder().encode(JSON.stringify(measured))),
  };
}
