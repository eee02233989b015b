import type { Backend } from '@fitroom/web-workers/protocol/inference-worker';

/** `?backend=webgpu|wasm` forces what the network runs on; anything else leaves the choice. */
export function forcedBackend(search: string): Backend | null {
  const word = new URLSearchParams(search).get('backend');
  return word === 'webgpu' || word === 'wasm' ? word : null;
}
