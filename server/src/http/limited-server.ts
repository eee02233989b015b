import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a client may keep a connection busy, in milliseconds. */
export interface ConnectionLimits {
  /** Until all headers are there. */
  readonly headersMs: number;
  /** Until all of the body is there. */
  readonly requestMs: number;
  /** Without a byte in either direction while a request runs; events send a line every 15 s. */
  readonly idleMs: number;
  /** Between two requests. */
  readonly keepAliveMs: number;
  /** How often the first two are looked at. */
  readonly checkEveryMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  // A kilobyte; longer is somebody holding connections open.
  headersMs: 15_000,
  // Two photos of 10 MB over a slow line.
  requestMs: 300_000,
  idleMs: 120_000,
  // Longer than balancers keep theirs (60 s as a rule): they must be the ones who hang up, or a request
  // that is just on its way is lost.
  keepAliveMs: 75_000,
  checkEveryMs: 5000,
};

/** Any browser's with room; Node's own standard, said so that it stays. */
const MOST_HEADER_BYTES = 16 * 1024;

/** A server that lets nobody hold its connections by sending slowly or not at all. */
export function createLimitedServer(
  listener: RequestListener,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      maxHeaderSize: MOST_HEADER_BYTES,
      // A request without Host is refused by the listener, with problem details.
      requireHostHeader: false,
    },
    listener,
  );
  server.setTimeout(limits.idleMs);
  return server;
}
