import type { ByteCache } from '@fitroom/shared/tryon/ports';

/** A cache without a folder, and what it holds. */
export function mapCache(): { readonly kept: Map<string, Uint8Array>; readonly cache: ByteCache } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    cache: {
      get: async (key) => kept.get(key) ?? null,
      put: async (key, bytes) => void kept.set(key, bytes),
    },
  };
}
