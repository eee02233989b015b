import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { problemResponse } from '../problems/problem-response.ts';
import { createLimitedServer } from './limited-server.ts';
import { answerUnreadableRequests } from './unreadable-requests.ts';

type Fetch = Parameters<typeof getRequestListener>[0];

/**
 * A server of a process's port, the API's or a worker's: connections are limited, and what never reaches
 * the app is answered as the app would.
 */
export function createHttpServer(fetch: Fetch): Server {
  const server = createLimitedServer(
    getRequestListener(fetch, {
      // A Host header or an address that no URL can be made of.
      errorHandler: (error) => problemResponse(error, randomUUID()),
    }),
  );
  answerUnreadableRequests(server);
  return server;
}
