import { type WebhookEvent, WebhookEventSchema } from '../schemas/webhook.ts';
import { encodeUtf8 } from './utf8.ts';

/** Against a message that somebody recorded: five minutes, as the specification has it. */
const TOLERANCE_S = 300;
const SECRET_PREFIX = 'whsec_';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The part of WebCrypto's `crypto.subtle` that is used. */
export interface HmacCrypto<Key> {
  importKey(
    format: 'raw',
    keyData: Uint8Array<ArrayBuffer>,
    algorithm: { name: 'HMAC'; hash: 'SHA-256' },
    extractable: boolean,
    usages: ('sign' | 'verify')[],
  ): Promise<Key>;
  verify(
    algorithm: 'HMAC',
    key: Key,
    signature: Uint8Array<ArrayBuffer>,
    message: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

export interface ReceivedWebhook {
  readonly headers: { get(name: string): string | null };
  /** As it came: parsed and written again it may differ. */
  readonly body: string;
}

/** A message is not the server's, or not of now. */
export class WebhookRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WebhookRefusedError';
  }
}

/**
 * Whether a request is a message of the server that knows the secret (Standard Webhooks 1.0: HMAC-SHA256
 * over id, timestamp and body). A message may come more than once, with the same id.
 *
 * @param secret `whsec_…`, as POST /webhooks gave it.
 * @param platform `{ subtle: crypto.subtle, now: Date.now() }`; milliseconds since 1970.
 * @returns the message with its id.
 * @throws {WebhookRefusedError} for anything else; answer it with 400.
 */
export async function verifyWebhook<Key>(
  { headers, body }: ReceivedWebhook,
  secret: string,
  { subtle, now }: { readonly subtle: HmacCrypto<Key>; readonly now: number },
): Promise<{ readonly id: string; readonly event: WebhookEvent }> {
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const signatures = headers.get('webhook-signature') ?? '';
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookRefusedError('The headers webhook-id and webhook-timestamp are missing.');
  }
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_S) {
    throw new WebhookRefusedError('The message is older or newer than five minutes.');
  }
  const bytes = decodeBase64(secret.replace(SECRET_PREFIX, ''));
  if (!bytes) throw new WebhookRefusedError('The secret is not one of POST /webhooks (whsec_…).');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' } as const;
  const key = await subtle.importKey('raw', bytes, algorithm, false, ['verify']);
  const signed = encodeUtf8(`${id}.${timestamp}.${body}`);
  for (const signature of signatures.split(' ')) {
    const given = signature.startsWith('v1,') ? decodeBase64(signature.slice(3)) : null;
    if (given && (await subtle.verify('HMAC', key, given, signed))) {
      return { id, event: readEvent(body) };
    }
  }
  throw new WebhookRefusedError('No signature of the message is right.');
}

function readEvent(body: string): WebhookEvent {
  try {
    return WebhookEventSchema.parse(JSON.parse(body));
  } catch {
    throw new WebhookRefusedError('The message is right, but of a kind that is not known here.');
  }
}

/** @returns null for what is not base64 with its padding. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of digits) {
    held = (held << 6) | BASE64.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    at += 1;
    held &= (1 << bits) - 1;
  }
  return bytes;
}
