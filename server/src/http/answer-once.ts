import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problems/problem-error.ts';
import {
  beginRequest,
  endRequest,
  forgetRequest,
  type RequestKey,
} from '../records/idempotent-requests.ts';
import type { AppPorts } from '../services/app-ports.ts';
import type { AppEnvironment } from './app-environment.ts';
import { drainBody } from './drain-body.ts';

/** Visible ASCII, as draft-ietf-httpapi-idempotency-key-header-07 has it in effect. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Longer than any request may take: what began before and has no answer was cut off with its server. */
const ABANDONED_AFTER_MS = 300_000;
const COME_BACK_S = 2;

/**
 * POST with an `Idempotency-Key`: the same request again gets the first one's answer (with
 * `Idempotency-Replayed: true`), and is done once, however often a client or a proxy sends it. What failed for a reason
 * of ours is not kept. Of an upload only its address is compared: its body is judged while it streams.
 *
 * @throws {ProblemError} `idempotency-key-invalid`, `idempotency-key-reused` for another request under the
 *   key, `request-in-progress` while the first is being answered.
 */
export function answerOnce({ database, now }: Pick<AppPorts, 'database' | 'now'>) {
  return createMiddleware<AppEnvironment>(async (context, next) => {
    const key = context.req.header('idempotency-key');
    if (context.req.method !== 'POST' || key === undefined) return next();
    const refuse = async (problem: ProblemError) => {
      await drainBody(context);
      throw problem;
    };
    if (!KEY.test(key)) {
      return refuse(
        new ProblemError(
          'idempotency-key-invalid',
          'Idempotency-Key is 1 to 255 visible ASCII characters, a UUID for example.',
        ),
      );
    }
    const request: RequestKey = { tenantId: context.get('access').tenantId, key };
    const isJson = /^application\/json\b/i.test(context.req.header('content-type') ?? '');
    const hash = createHash('sha256')
      .update(`${context.req.path}\n${context.get('access').userId ?? ''}\n`)
      .update(isJson ? await context.req.text() : '')
      .digest('hex');
    const time = now();
    const abandonedBefore = new Date(time - ABANDONED_AFTER_MS);
    const first = await beginRequest(database, request, hash, new Date(time), abandonedBefore);
    if (first && first.requestHash !== hash) {
      return refuse(
        new ProblemError(
          'idempotency-key-reused',
          'This Idempotency-Key was used for another request; a new request needs a new key.',
        ),
      );
    }
    if (first?.status === null) {
      return refuse(
        new ProblemError(
          'request-in-progress',
          'The first request with this Idempotency-Key is still being answered. Send it again in some seconds.',
          { retryAfterSeconds: COME_BACK_S },
        ),
      );
    }
    if (first) {
      await drainBody(context);
      context.header('Idempotency-Replayed', 'true');
      context.header('Content-Type', contentTypeOf(first.status));
      // The status was one of our own answers.
      return context.body(JSON.stringify(first.answer), first.status as 200);
    }
    try {
      await next();
    } catch (error) {
      await forgetRequest(database, request);
      throw error;
    }
    const { status } = context.res;
    if (status >= 500 || status === 429) return forgetRequest(database, request);
    await endRequest(database, request, status, await context.res.clone().json());
  });
}

const contentTypeOf = (status: number) =>
  status < 400 ? 'application/json' : 'application/problem+json; charset=utf-8';
