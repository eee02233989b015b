import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface PlainRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  /** `error`: an answer that leads elsewhere is thrown as an error. */
  readonly redirect: 'follow' | 'error';
  readonly signal?: AbortSignal | undefined;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;
/** Answers that have no body by their kind; Response refuses one. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * What fetch does, over node:http: Node's own fetch ends the process when a server closes its connection behind a large
 * body that is read slowly (an assertion in undici 6 and 7, `!this.paused`, thrown where nobody can catch it), and
 * simple file servers, Python's too, close after each answer.
 *
 * An Authorization header is left out where the way leads to another origin.
 *
 * @throws {Error} when there is no connection, after too many redirects, or once the signal is aborted; the body throws
 *   when the connection ends before it does.
 */
export async function fetchOverHttp(
  url: URL,
  { method = 'GET', headers = {}, body, redirect, signal }: PlainRequest,
): Promise<Response> {
  let place = url;
  for (let hop = 0; ; hop++) {
    const sent = place.origin === url.origin ? headers : withoutKey(headers);
    const message = await answerOf(place, { method, headers: sent, body, signal });
    const { statusCode: status = 0, headers: answered } = message;
    if (!REDIRECTS.has(status) || answered.location === undefined)
      return responseOf(message, status);
    message.destroy();
    if (redirect === 'error') throw new Error(`it leads on to another address (${status})`);
    if (hop === MOST_REDIRECTS) throw new Error('it leads on from address to address');
    place = new URL(answered.location, place);
  }
}

const withoutKey = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Authorization'));

function answerOf(
  url: URL,
  { method = 'GET', headers, body, signal }: Omit<PlainRequest, 'redirect'>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = body ? { 'Content-Length': String(body.length) } : {};
    const asked = request(url, {
      method,
      headers: { ...headers, ...length },
      ...(signal ? { signal } : {}),
    });
    asked.once('response', resolve);
    // Also what comes after the answer, which its body tells as well.
    asked.on('error', reject);
    asked.end(body);
  });
}

function responseOf(message: IncomingMessage, status: number): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const init = { status, headers };
  if (!WITHOUT_BODY.has(status)) return new Response(message, init);
  message.resume();
  return new Response(null, init);
}
