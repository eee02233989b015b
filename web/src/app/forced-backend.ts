import type { ClothBackend, ClothWish } from '@fitroom/web-workers/protocol/cloth-report';
import type { Backend } from '@fitroom/web-workers/protocol/inference-worker';

/** What the address of the page asks for; null leaves the choice to the machine. */
export interface ForcedBackends {
  readonly network: Backend | null;
  readonly cloth: ClothWish;
}

/**
 * `?backend=webgpu|wasm` forces what the network runs on, `?cloth=webgpu|cpu` where cloth is simulated,
 * `?snap=webgpu|cpu` where it is kept off the skin; anything else leaves the choice.
 */
export function forcedBackends(search: string): ForcedBackends {
  const asked = new URLSearchParams(search);
  const network = asked.get('backend');
  const clothBackend = (name: string): ClothBackend | null => {
    const value = asked.get(name);
    return value === 'webgpu' || value === 'cpu' ? value : null;
  };
  return {
    network: network === 'webgpu' || network === 'wasm' ? network : null,
    cloth: { solver: clothBackend('cloth'), snap: clothBackend('snap') },
  };
}
