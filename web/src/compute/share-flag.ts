import type { CancelFlag } from '@fitroom/web-workers/protocol/try-on-worker';

/** A flag that a worker can read in the middle of its work; null where pages may not share memory. */
export function shareFlag(): CancelFlag {
  if (!globalThis.crossOriginIsolated) return null;
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
