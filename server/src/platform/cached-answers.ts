import { createHash } from 'node:crypto';
import type { GarmentParser } from '@fitroom/shared/matte/garment-parser';
import type { MattePrior } from '@fitroom/shared/matte/matte-prior';
import { answerLength } from '@fitroom/shared/schemas/matte-model';
import type { ByteCache } from '@fitroom/shared/tryon/ports';

/** Raised when what is kept changes its meaning. */
const VERSION = 1;

/**
 * A network that remembers what it said of a photo, so that trying another category, ease or
 * body on it needs no second inference (and no second loading of the network).
 */
export function cachedAnswers<T extends MattePrior | GarmentParser>(given: T, cache: ByteCache): T {
  const { network } = given;
  const answerBytes = answerLength(network) * Float32Array.BYTES_PER_ELEMENT;
  return {
    ...given,
    async run(input: Float32Array) {
      const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
      const hash = createHash('sha256').update(bytes).digest('hex');
      const key = `prior-${network.name}-${VERSION}-${hash}`;
      const stored = await cache.get(key);
      if (stored?.byteLength === answerBytes) return new Float32Array(stored.slice().buffer);
      const output = await given.run(input);
      await cache.put(key, new Uint8Array(output.slice().buffer));
      return output;
    },
  };
}
