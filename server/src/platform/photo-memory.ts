import { createHash, type Hash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { FoundBy, PhotoMemory } from '@fitroom/shared/tryon/photo-memory';
import type { ByteCache } from '@fitroom/shared/tryon/ports';

/** Which code the bundle was made of (.setup/bundle.mjs); the sources have none. */
declare const FITROOM_CODE: string | undefined;

const CHECKSUM_BYTES = 32;

/** @returns null outside a bundle: sources change while somebody works on them, and what they found would be taken for what they find. */
export function bundledMemory(cache: ByteCache | null): PhotoMemory | null {
  if (cache === null || typeof FITROOM_CODE === 'undefined') return null;
  return createPhotoMemory(cache, FITROOM_CODE);
}

/** @param code what finds: what other code has found is not remembered. */
export function createPhotoMemory(cache: ByteCache, code: string): PhotoMemory {
  /** A photo at working size is looked at by two steps. */
  const hashes = new WeakMap<Uint8Array | Uint8ClampedArray, string>();
  const pixelsOf = (data: Uint8Array | Uint8ClampedArray): string => {
    const known = hashes.get(data);
    if (known !== undefined) return known;
    const hash = sha256().update(data).digest('hex');
    hashes.set(data, hash);
    return hash;
  };
  const keyOf = ({ step, choices, pictures }: FoundBy): string => {
    const seen = pictures.map(({ width, height, data }) => [width, height, pixelsOf(data)]);
    const all = JSON.stringify([code, choices, seen]);
    return `${step}-${sha256().update(all).digest('hex')}`;
  };
  return {
    async recall<T>(by: FoundBy, find: () => T | Promise<T>) {
      const key = keyOf(by);
      const kept = await cache.get(key);
      const known = kept && payloadOf(kept);
      // Written below, by a step of the same name and code.
      if (known) return deserialize(known) as T;
      const found = await find();
      const payload = serialize(found);
      await cache.put(key, Buffer.concat([checksum(payload), payload]));
      return found;
    },
  };
}

/** Null where a byte of it is not as it was written. */
function payloadOf(kept: Uint8Array): Uint8Array | null {
  const payload = kept.subarray(CHECKSUM_BYTES);
  return checksum(payload).equals(kept.subarray(0, CHECKSUM_BYTES)) ? payload : null;
}

function checksum(bytes: Uint8Array): Buffer {
  return sha256().update(bytes).digest();
}

function sha256(): Hash {
  return createHash('sha256');
}
