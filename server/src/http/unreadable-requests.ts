import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_TEXTS } from '@fitroom/shared/messages/problem-texts';
import type { ProblemCode } from '@fitroom/shared/schemas/problems';
import { ProblemError } from '../problems/problem-error.ts';
import { problemResponse } from '../problems/problem-response.ts';

/** What Node's parser and its timers say; everything else is not HTTP. */
const KNOWN: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/**
 * Answers what Node refuses before any app sees it (bytes that are no HTTP, headers that are too long, a
 * request that does not arrive) as the app answers everything else: with problem details. Node alone
 * would send a bare status line. The connection ends, since nothing tells where the next request begins.
 */
export function answerUnreadableRequests(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', (request, response) => {
    answers.set(request.socket, response);
  });
  server.on('checkContinue', (request, response) => {
    const begin = () => {
      if (hasBody(request)) response.writeContinue();
      server.emit('request', request, response);
    };
    // While the answer before it on the connection is not gone, Node would write the interim line behind
    // the head of this one, into its body.
    const last = answers.get(request.socket);
    if (last && !last.writableFinished) last.once('close', begin);
    else begin();
  });
  // Only 100-continue is known; any other expectation may be ignored (RFC 9110, section 10.1.1).
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // An answer that has begun cannot be taken back, and must not get another one inside it.
    const answer = answers.get(socket);
    const isSpoken = answer?.headersSent && !answer.writableFinished;
    if (!socket.writable || isSpoken || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const code = KNOWN[error.code ?? ''] ?? 'bad-request';
    void sendProblem(socket, new ProblemError(code, PROBLEM_TEXTS[code].advice)).finally(() =>
      socket.end(),
    );
  });
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

async function sendProblem(socket: Duplex, problem: ProblemError): Promise<void> {
  const response = problemResponse(problem, randomUUID());
  const body = await response.text();
  const lines = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`,
    ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
