import { DETAILS } from '@fitroom/shared/messages/details';
import { PROBLEM_TEXTS } from '@fitroom/shared/messages/problem-texts';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problems/problem-error.ts';
import { drainBody } from './drain-body.ts';

/** Forms are read as they stream, each part with a limit of its own, by the routes that take one. */
const STREAMED = /^multipart\/form-data\b/i;

/**
 * Ends a request whose body is longer than any but a form of this API can be: by its Content-Length when
 * there is one, else while it streams (RFC 9112 section 6.3: chunked bodies have none).
 *
 * @throws {ProblemError} `body-too-large`
 */
export const limitBody = (mostBytes: number) =>
  createMiddleware(async (context, next) => {
    // Asking for the body of a request that has none builds a Request with all of its parts.
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    if (STREAMED.test(context.req.header('content-type') ?? '')) return next();
    const tooLarge = () => new ProblemError('body-too-large', DETAILS.bodyTooLarge(mostBytes));
    if (Number(context.req.header('content-length') ?? 0) > mostBytes) {
      await drainBody(context);
      throw tooLarge();
    }
    const body = context.req.raw.body;
    if (body && context.req.header('content-length') === undefined) {
      let total = 0;
      const limited = body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            total += chunk.length;
            if (total > mostBytes) controller.error(tooLarge());
            else controller.enqueue(chunk);
          },
        }),
      );
      const bytes = await new Response(limited).arrayBuffer().catch((error: unknown) => {
        if (error instanceof ProblemError) throw error;
        // The client's going away, or chunks that cannot be read: no fault of ours.
        throw new ProblemError('bad-request', PROBLEM_TEXTS['bad-request'].advice);
      });
      context.req.raw = new Request(context.req.raw.url, {
        method: context.req.method,
        headers: context.req.raw.headers,
        body: bytes,
      });
    }
    return next();
  });
