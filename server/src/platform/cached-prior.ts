import { createHash } from 'node:crypto';
import type { MattePrior } from '@fitroom/shared/matte/matte-prior';
import type { ByteCache } from '@fitroom/shared/tryon/ports';

/** Raised when what is kept changes its meaning. */
const VERSION = 1;

/**
 * A prior that remembers what the network said of a photo, so that trying another category, ease or
 * body on it needs no second inference (and no second loading of the network).
 */
export function cachedPrior(prior: MattePrior, cache: ByteCache): MattePrior {
  const { network } = prior;
  const answerBytes = network.size * network.size * Float32Array.BYTES_PER_ELEMENT;
  return {
    network,
    async run(input) {
      const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
      const hash = createHash('sha256').update(bytes).digest('hex');
      const key = `prior-${network.name}-${VERSION}-${hash}`;
      const stored = await cache.get(key);
      if (stored?.byteLength === answerBytes) return new Float32Array(stored.slice().buffer);
      const output = await prior.run(input);
      await cache.put(key, new Uint8Array(output.slice().buffer));
      return output;
    },
  };
}
