import { createMiddleware } from 'hono/factory';
import type { Traces } from '../traces/traces.ts';
import type { AppEnvironment } from './app-environment.ts';
import { patternOf } from './request-scope.ts';

/**
 * A span for each request, named by its route and a part of the caller's where `traceparent` says one. It
 * tells no path, no query and no address: they hold ids, signatures and people.
 */
export function traceRequest(traces: Traces) {
  return createMiddleware<AppEnvironment>(async (context, next) => {
    const { method } = context.req;
    const span = traces.startSpan(method, {
      kind: 'server',
      traceparent: context.req.header('traceparent'),
      attributes: { 'http.request.method': method },
    });
    context.set('span', span);
    try {
      await next();
    } finally {
      // As HTTP's semantic conventions name it.
      const route = patternOf(context);
      const { status } = context.res;
      span.rename(`${method} ${route}`);
      span.set({
        'http.route': route,
        'http.response.status_code': status,
        'fitroom.request_id': context.get('requestId'),
      });
      if (status >= 500) span.fail(String(status));
      span.end();
    }
  });
}
