import type { ClothBackend } from '@fitroom/web-workers/protocol/cloth-report';
import type { Backend } from '@fitroom/web-workers/protocol/inference-worker';

/** What the address of the page asks for; null leaves the choice to the machine. */
export interface ForcedBackends {
  readonly network: Backend | null;
  readonly cloth: ClothBackend | null;
}

/**
 * `?backend=webgpu|wasm` forces what the network runs on, `?cloth=webgpu|cpu` where cloth is simulated;
 * anything else leaves the choice.
 */
export function forcedBackends(search: string): ForcedBackends {
  const asked = new URLSearchParams(search);
  const [network, cloth] = [asked.get('backend'), asked.get('cloth')];
  return {
    network: network === 'webgpu' || network === 'wasm' ? network : null,
    cloth: cloth === 'webgpu' || cloth === 'cpu' ? cloth : null,
  };
}
