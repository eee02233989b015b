/** A request that no honest client sends, and what may come of it. */
export interface HostileRequest {
  /** What is wrong with it, for the report: `image: apng`. */
  readonly label: string;
  readonly bytes: Buffer;
  readonly isHead: boolean;
  /**
   * `answer`: one has to come. `any`: the request is not whole or not HTTP, so the server may wait for more or
   * close. `refusal`: an answer that is not 2xx.
   */
  readonly expects: 'answer' | 'any' | 'refusal';
}

export interface RequestParts {
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly body?: Buffer;
  /** In place of the body's own length; `chunked` sends it in pieces; null leaves it out. */
  readonly length?: number | 'chunked' | null;
}

/** The bytes of a request; headers that are not named get what a plain client sends. */
export function writeRequest({ method, target, headers = {}, body, length }: RequestParts): Buffer {
  const given = Array.isArray(headers) ? headers : Object.entries(headers);
  const isGiven = (name: string) => given.some(([other]) => other.toLowerCase() === name);
  const lines = [`${method} ${target} HTTP/1.1`];
  if (!isGiven('host')) lines.push('Host: localhost');
  for (const [name, value] of given) lines.push(`${name}: ${value}`);
  const isChunked = length === 'chunked';
  if (isChunked) lines.push('Transfer-Encoding: chunked');
  else if (length !== null && (body || length !== undefined)) {
    lines.push(`Content-Length: ${length ?? body?.length ?? 0}`);
  }
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (!body) return head;
  return Buffer.concat([head, ...(isChunked ? chunksOf(body) : [body])]);
}

/** Pieces whose borders fall anywhere, as in a network. */
function chunksOf(body: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(body.length / 7));
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  return [...pieces, Buffer.from('0\r\n\r\n')];
}
