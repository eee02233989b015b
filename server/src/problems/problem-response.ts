import { RequestError } from '@hono/node-server';
import { DATA_HEADERS } from '../http/security-headers.ts';
import { ProblemError, toProblem } from './problem-error.ts';

/** An error from before routing, as application/problem+json. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(
    error instanceof RequestError
      ? new ProblemError('bad-request', `The request cannot be read: ${error.message}.`)
      : error,
    requestId,
  );
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'X-Request-Id': requestId,
      ...DATA_HEADERS,
    },
  });
}
