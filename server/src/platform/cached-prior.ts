import { createHash } from 'node:crypto';
import { type MattePrior, PRIOR_SIZE } from '@fitroom/shared/matte/matte-prior';
import type { ByteCache } from '@fitroom/shared/tryon/ports';

/** Changes when the network does. */
const NETWORK = 'u2netp-1';

/**
 * A prior that remembers what the network said of a photo, so that trying another category, ease or
 * body on it needs no second inference (and no second loading of the network).
 */
export function cachedPrior(prior: MattePrior, cache: ByteCache): MattePrior {
  return async (input) => {
    const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    const key = `prior-${NETWORK}-${createHash('sha256').update(bytes).digest('hex')}`;
    const stored = await cache.get(key);
    if (stored?.byteLength === PRIOR_SIZE * PRIOR_SIZE * Float32Array.BYTES_PER_ELEMENT) {
      return new Float32Array(stored.slice().buffer);
    }
    const output = await prior(input);
    await cache.put(key, new Uint8Array(output.slice().buffer));
    return output;
  };
}
