import { createHmac, timingSafeEqual } from 'node:crypto';

export interface LinkSigner {
  /**
   * The link to an object: path and query on this server, or a whole address where another one gives
   * it out. The same within one window, so that caches work.
   */
  sign(key: string): string;
  /** Whether a link on this server is one of ours for exactly this object, and still good. */
  verify(key: string, expires: string, signature: string): 'good' | 'expired' | 'invalid';
}

/** Links that are kept while their window lasts: some 3 MB. */
const MOST_KEPT = 10_000;

/**
 * Links that open one object until a moment in time: HMAC-SHA256 over key and expiry. The expiry is
 * the end of the next window, so a link is good for one to two windows.
 *
 * @param now milliseconds since 1970.
 */
export function createLinkSigner(
  secret: Uint8Array,
  windowSeconds: number,
  now: () => number,
): LinkSigner {
  const signatureOf = (key: string, expires: number) =>
    createHmac('sha256', secret).update(`GET\n${key}\n${expires}`).digest();
  const seconds = () => Math.floor(now() / 1000);
  // Who polls is given the same links each time; making one costs more than all else that a poll does.
  let signed = new Map<string, string>();
  let signedUntil = 0;
  return {
    sign(key) {
      const expires = (Math.floor(seconds() / windowSeconds) + 2) * windowSeconds;
      if (expires !== signedUntil || signed.size >= MOST_KEPT) {
        signed = new Map();
        signedUntil = expires;
      }
      const known = signed.get(key);
      if (known !== undefined) return known;
      const signature = signatureOf(key, expires).toString('base64url');
      const link = `/files/${key}?expires=${expires}&signature=${signature}`;
      signed.set(key, link);
      return link;
    },
    verify(key, expires, signature) {
      if (!/^[1-9]\d{0,11}$/.test(expires)) return 'invalid';
      const wanted = signatureOf(key, Number(expires));
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'invalid';
      return Number(expires) > seconds() ? 'good' : 'expired';
    },
  };
}
