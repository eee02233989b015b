import { createHash } from 'node:crypto';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { GarmentParser } from '@fitroom/shared/matte/garment-parser';
import type { MattePrior } from '@fitroom/shared/matte/matte-prior';
import { priorInput } from '@fitroom/shared/matte/prior-tensor';
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
    run: (input: Float32Array) => kept(hashOf(input), () => given.run(input)),
    // By the picture's own pixels: laying it out takes longer than all else that a known one costs.
    answerTo: (image: RgbaImage) =>
      kept(`${image.width}x${image.height}-${hashOf(image.data)}`, () =>
        given.run(priorInput(image, network)),
      ),
  };

  async function kept(of: string, ask: () => Promise<Float32Array>): Promise<Float32Array> {
    const key = `prior-${network.name}-${VERSION}-${of}`;
    const stored = await cache.get(key);
    if (stored?.byteLength === answerBytes) return new Float32Array(stored.slice().buffer);
    const output = await ask();
    await cache.put(key, new Uint8Array(output.slice().buffer));
    return output;
  }
}

function hashOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return createHash('sha256').update(bytes).digest('hex');
}
