import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { OPEN_ACCESS } from '../services/access.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { readTraceparent, writeTraceparent } from '../traces/traceparent.ts';
import type { AppEnvironment } from './app-environment.ts';

/** A caller's own id is taken over when it is harmless in a log and a header. */
const HARMLESS_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Gives every request an id (`X-Request-Id`), one log line and its place in the metrics. */
export function requestScope({
  logger,
  metrics,
  now,
}: Pick<AppPorts, 'logger' | 'metrics' | 'now'>) {
  return createMiddleware<AppEnvironment>(async (context, next) => {
    const given = context.req.header('x-request-id') ?? '';
    const requestId = HARMLESS_ID.test(given) ? given : randomUUID();
    context.set('requestId', requestId);
    context.set('access', { ...OPEN_ACCESS, traceparent: traceparentOf(context) });
    // Before the answer: a header that is set behind it makes hono build the whole answer anew.
    context.header('X-Request-Id', requestId);
    const started = now();
    await next();
    const { method, path } = context.req;
    const { status } = context.res;
    const ms = now() - started;
    metrics.requestFinished(method, patternOf(context), status, ms / 1000);
    const line = `${method} ${path} ${status} ${ms} ms`;
    const traceId = context.get('span')?.traceId;
    const { keyId } = context.get('access');
    const fields = {
      requestId,
      ...(traceId && { traceId }),
      ...(keyId && { keyId }),
      method,
      path,
      status,
      ms,
    };
    if (status >= 500) logger.error(fields, line);
    else if (status >= 400) logger.info(fields, line);
    else logger.debug(fields, line);
  });
}

/** The caller's own span goes on to the jobs where requests are not traced here: a worker may trace. */
function traceparentOf(context: Context<AppEnvironment>): string | null {
  const own = context.get('span')?.traceparent;
  if (own) return own;
  const given = readTraceparent(context.req.header('traceparent'));
  return given && writeTraceparent(given);
}

/** The pattern of the route that answered, never the path: ids and keys would make a series each. */
export function patternOf(context: Context): string {
  const routes = matchedRoutes(context).filter((route) => route.path !== '/*');
  return routes.at(-1)?.path ?? 'app';
}
