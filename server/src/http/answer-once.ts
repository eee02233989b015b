import { createHash } from 'node:crypto';
import { PROBLEM_TEXTS } from '@fitroom/shared/messages/problem-texts';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problems/problem-error.ts';
import {
  beginRequest,
  endRequest,
  forgetRequest,
  type RequestKey,
  renewRequest,
} from '../records/idempotent-requests.ts';
import type { AppPorts } from '../services/app-ports.ts';
import type { AppEnvironment } from './app-environment.ts';
import { drainBody } from './drain-body.ts';

/** Visible ASCII, as draft-ietf-httpapi-idempotency-key-header-07 has it in effect. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** One sign of life that came late is not the end. */
const BEATS_PER_LEASE = 3;
const COME_BACK_S = 2;

type RefusalCode = 'idempotency-key-invalid' | 'idempotency-key-reused' | 'request-in-progress';

/**
 * POST with an `Idempotency-Key`: the same request again gets the first one's answer (with
 * `Idempotency-Replayed: true`), and is done once, however often a client or a proxy sends it. What failed for a reason
 * of ours is not kept. Of an upload only its address is compared: its body is judged while it streams; so a
 * refused one is not kept either, for what comes next may be another file, or the same one whole.
 *
 * A request holds its key by a lease, as workers hold jobs (`FITROOM_LEASE_S`): one whose server was killed
 * leaves the key to whoever sends it again after that.
 *
 * @throws {ProblemError} `idempotency-key-invalid`, `idempotency-key-reused` for another request under the
 *   key, `request-in-progress` while the first is being answered.
 */
export function answerOnce({
  database,
  now,
  settings,
}: Pick<AppPorts, 'database' | 'now' | 'settings'>) {
  const leaseMs = settings.leaseSeconds * 1000;
  const holdUntil = async () => {
    const time = await database.readClock();
    return { now: new Date(time), until: new Date(time + leaseMs) };
  };
  /** @returns a function that ends it. */
  const keepHeld = (request: RequestKey) => {
    const renew = async () => renewRequest(database, request, (await holdUntil()).until);
    // A database that is away ends the request anyway, or takes the next sign.
    const beat = setInterval(() => void renew().catch(() => {}), leaseMs / BEATS_PER_LEASE);
    return () => clearInterval(beat);
  };
  return createMiddleware<AppEnvironment>(async (context, next) => {
    const key = context.req.header('idempotency-key');
    if (context.req.method !== 'POST' || key === undefined) return next();
    const refuse = async (code: RefusalCode, extras?: { readonly retryAfterSeconds: number }) => {
      await drainBody(context);
      throw new ProblemError(code, PROBLEM_TEXTS[code].advice, extras);
    };
    if (!KEY.test(key)) return refuse('idempotency-key-invalid');
    const request: RequestKey = { tenantId: context.get('access').tenantId, key };
    const isJson = /^application\/json\b/i.test(context.req.header('content-type') ?? '');
    const hash = createHash('sha256')
      .update(`${context.req.path}\n${context.get('access').userId ?? ''}\n`)
      .update(isJson ? await context.req.text() : '')
      .digest('hex');
    const lease = await holdUntil();
    const first = await beginRequest(database, request, hash, new Date(now()), lease);
    if (first && first.requestHash !== hash) return refuse('idempotency-key-reused');
    if (first?.status === null) {
      return refuse('request-in-progress', { retryAfterSeconds: COME_BACK_S });
    }
    if (first) {
      await drainBody(context);
      context.header('Idempotency-Replayed', 'true');
      context.header('Content-Type', contentTypeOf(first.status));
      // The status was one of our own answers.
      return context.body(JSON.stringify(first.answer), first.status as 200);
    }
    const letGo = keepHeld(request);
    try {
      await next();
    } finally {
      letGo();
    }
    const { status } = context.res;
    const isForNow = status >= 500 || status === 429 || (status >= 400 && !isJson);
    if (isForNow) return forgetRequest(database, request);
    await endRequest(database, request, status, await context.res.clone().json());
  });
}

const contentTypeOf = (status: number) =>
  status < 400 ? 'application/json' : 'application/problem+json; charset=utf-8';
