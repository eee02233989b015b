import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { hostOf, isPublicAddress, lookupPublic, PrivateAddressError } from './public-address.ts';

/** From the first step of connecting to the status; receivers answer first and work later. */
const TIMEOUT_MS = 10_000;
/** What a receiver says beside its status is not read. */
const MOST_ANSWER_BYTES = 64 * 1024;

export interface Message {
  /** The same at every attempt. */
  readonly id: string;
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly body: string;
}

/** The headers of Standard Webhooks 1.0. */
export function signMessage({ id, secret, body }: Omit<Message, 'url'>, seconds: number) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}

/**
 * Sends a signed message. Redirects are not followed: the address was checked, and another was not.
 *
 * @param now milliseconds since 1970.
 * @returns the status of the answer.
 * @throws when there is none, or the address is not to be connected to.
 */
export async function postMessage(
  message: Message,
  now: number,
  allowsPrivate: boolean,
): Promise<number> {
  const url = new URL(message.url);
  const host = hostOf(url);
  // A literal address is never looked up.
  if (!allowsPrivate && isIP(host) && !isPublicAddress(host)) throw new PrivateAddressError(host);
  if (!allowsPrivate && url.protocol !== 'https:') throw new PrivateAddressError(url.origin);
  const body = Buffer.from(message.body);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': body.length,
          'User-Agent': 'Fitroom',
          ...signMessage(message, Math.floor(now / 1000)),
        },
        // A connection of its own: one that is kept was checked for another message.
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(allowsPrivate ? {} : { lookup: lookupPublic }),
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        let total = 0;
        response.on('data', (chunk: Buffer) => {
          total += chunk.length;
          if (total > MOST_ANSWER_BYTES) response.destroy();
        });
        // The status is all that counts.
        response.on('error', () => {});
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
