import { createHash, createHmac } from 'node:crypto';
import type { LinkSigner } from './link-signer.ts';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** When the store stops taking them, and every link signed with them; never where it is left out. */
  readonly expiration?: Date | undefined;
}

export interface PresignOptions {
  /** The bucket's address as clients see it, without a slash at the end. */
  readonly publicAddress: string;
  readonly region: string;
  readonly windowSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Signature version 4 takes no longer life; a link lives two windows. */
const LONGEST_WINDOW_S = 604_800 / 2;
/** Credentials of a host's role are asked for again this long before they end. */
const REFRESH_BEFORE_MS = 600_000;
const RETRY_MS = 30_000;
const LONGEST_TIMER_MS = 3_600_000;

const ALGORITHM = 'AWS4-HMAC-SHA256';

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** As RFC 3986 has it; JavaScript's own leaves a few marks as they are. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * A presigned GET of AWS Signature Version 4 (query form, unsigned payload). Dated to the start of the
 * current window, so that it is the same text within it, and good for two windows from there.
 *
 * @param key a plain key: it needs no encoding.
 */
export function presignGet(
  key: string,
  { accessKeyId, secretAccessKey, sessionToken }: SigningCredentials,
  { publicAddress, region, windowSeconds, now }: PresignOptions,
): string {
  const window = Math.min(windowSeconds, LONGEST_WINDOW_S);
  const started = new Date(Math.floor(now() / 1000 / window) * window * 1000);
  const time = `${started.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const url = new URL(`${publicAddress}/${key}`);
  const query = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD'],
    ['X-Amz-Credential', `${accessKeyId}/${scope}`],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', String(2 * window)],
    ...(sessionToken ? [['X-Amz-Security-Token', sessionToken]] : []),
    ['X-Amz-SignedHeaders', 'host'],
  ]
    .map((pair) => pair.map(encode).join('='))
    .join('&');
  const request = ['GET', url.pathname, query, `host:${url.host}`, '', 'host', 'UNSIGNED-PAYLOAD'];
  const digest = createHash('sha256').update(request.join('\n')).digest('hex');
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(signingKey, [ALGORITHM, time, scope, digest].join('\n')).toString('hex');
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`;
}

/**
 * Links that lead to the store itself. Links to this server that were given out before stay good.
 *
 * @param credentials asked for once before this resolves, and again whenever they are about to end.
 */
export async function createPresignedLinks(
  credentials: () => Promise<SigningCredentials>,
  own: LinkSigner,
  options: PresignOptions,
): Promise<LinkSigner> {
  let current = await credentials();
  const schedule = (milliseconds: number) => {
    setTimeout(renew, Math.min(milliseconds, LONGEST_TIMER_MS)).unref();
  };
  const untilRenewal = () =>
    current.expiration
      ? Math.max(RETRY_MS, current.expiration.getTime() - options.now() - REFRESH_BEFORE_MS)
      : LONGEST_TIMER_MS;
  const renew = () => {
    credentials().then(
      (next) => {
        current = next;
        schedule(untilRenewal());
      },
      () => schedule(RETRY_MS),
    );
  };
  // Fixed keys never end: no timer for them.
  if (current.expiration) schedule(untilRenewal());
  return {
    sign: (key) => presignGet(key, current, options),
    verify: own.verify,
  };
}
