import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; of several of one name the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** `closed`: the connection ended without a whole answer; `silent`: nothing came in time. */
export type RawOutcome = RawAnswer | 'closed' | 'silent';

export interface RawExchange {
  /** Every byte of the request, right or wrong. */
  readonly bytes: Buffer;
  /** An answer to HEAD has no body. */
  readonly isHead: boolean;
  /** The request is not whole: after this long without an answer the client goes away. */
  readonly leaveAfterMs: number | null;
}

/** Longer than the server reads on behind a body that it refuses (2 s), on a busy machine. */
const SILENT_MS = 20_000;

/**
 * A client that sends what no HTTP library would, one request after the other on a connection that is kept
 * as long as the server keeps it.
 */
export class RawConnection {
  private socket: Socket | null = null;
  private readonly port: number;
  private readonly host: string;
  /** Connections that were opened. */
  opened = 0;

  constructor(address: string) {
    const url = new URL(address);
    this.host = url.hostname;
    this.port = Number(url.port);
  }

  async exchange(request: RawExchange): Promise<RawOutcome> {
    const wasKept = this.socket !== null;
    const outcome = await this.once(request);
    // The server may close a kept connection at the moment when it is used again; a client then asks anew.
    return outcome === 'closed' && wasKept ? this.once(request) : outcome;
  }

  close(): void {
    this.socket?.destroy();
    this.socket = null;
  }

  private open(): Socket {
    this.opened += 1;
    const socket = connect({ host: this.host, port: this.port, noDelay: true });
    // Its end is seen by whoever waits for an answer.
    socket.on('error', () => {});
    socket.once('close', () => {
      if (this.socket === socket) this.socket = null;
    });
    return socket;
  }

  private once({ bytes, isHead, leaveAfterMs }: RawExchange): Promise<RawOutcome> {
    this.socket ??= this.open();
    const socket = this.socket;
    return new Promise((resolve) => {
      let received: Buffer = Buffer.alloc(0);
      const settle = (outcome: RawOutcome, isKept: boolean) => {
        clearTimeout(timer);
        socket.off('data', onData);
        socket.off('close', onClose);
        if (!isKept) {
          socket.destroy();
          if (this.socket === socket) this.socket = null;
        }
        resolve(outcome);
      };
      const onData = (chunk: Buffer) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
        const parsed = parseAnswer(received, isHead, false);
        if (parsed) settle(parsed.answer, parsed.isKept && leaveAfterMs === null);
      };
      const onClose = () => {
        const parsed = parseAnswer(received, isHead, true);
        settle(parsed?.answer ?? 'closed', false);
      };
      const timer = setTimeout(() => settle('silent', false), leaveAfterMs ?? SILENT_MS);
      socket.on('data', onData);
      socket.on('close', onClose);
      socket.write(bytes);
    });
  }
}

/** @returns null while the answer is not whole. */
function parseAnswer(
  received: Buffer,
  isHead: boolean,
  isOver: boolean,
): { answer: RawAnswer; isKept: boolean } | null {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? Number.NaN);
  const rest = received.subarray(end + 4);
  // "100 Continue" and its like come before the answer.
  if (status >= 100 && status < 200) return parseAnswer(rest, isHead, isOver);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const isStream = /^text\/event-stream/.test(headers['content-type'] ?? '');
  const isKept = !isStream && headers.connection?.toLowerCase() !== 'close';
  const done = (body: Buffer) => ({ answer: { status, headers, body }, isKept });
  if (isHead || isStream || status === 204 || status === 304) return done(Buffer.alloc(0));
  if (headers['transfer-encoding'] === 'chunked') {
    const body = joinChunks(rest);
    return body && done(body);
  }
  const length = headers['content-length'];
  if (length === undefined) return isOver ? done(rest) : null;
  return rest.length >= Number(length) ? done(rest.subarray(0, Number(length))) : null;
}

function joinChunks(bytes: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return null;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}
