import { DETAILS } from '@fitroom/shared/messages/details';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problems/problem-error.ts';
import type { ApiKeyRow } from '../records/api-keys.ts';
import type { KeyScope } from '../records/schema/stored-values.ts';
import { createKeyFinder } from '../services/api-keys.ts';
import type { AppPorts } from '../services/app-ports.ts';
import type { AppEnvironment } from './app-environment.ts';
import { drainBody } from './drain-body.ts';
import { announceLimit } from './limit-rate.ts';
import type { RateCounter } from './rate-counter.ts';

const WINDOW_S = 60;

/** RFC 6750, section 2.1; the scheme's name is compared without regard to case (RFC 9110, 11.1). */
const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;

/**
 * Lets requests in that carry a good key (`Authorization: Bearer frk_…`, RFC 6750), and leaves in the
 * context what the key gives access to. Reading needs the scope `read`, everything else `write`.
 *
 * @throws {ProblemError} `unauthorized`, `scope-missing`, `quota-exceeded`
 */
export function requireKey(
  { database, now }: Pick<AppPorts, 'database' | 'now'>,
  counter: RateCounter,
) {
  const findGoodKey = createKeyFinder(database, now);
  return createMiddleware<AppEnvironment>(async (context, next) => {
    try {
      const row = await keyOf(context, findGoodKey);
      context.set('access', {
        traceparent: context.get('access').traceparent,
        tenantId: row.tenantId,
        userId: row.userId,
        keyId: row.id,
        scopes: row.scopes,
        jobsPerDay: row.jobsPerDay,
      });
      requireScope(context, row);
      await takeRequest(context, row, counter);
    } catch (error) {
      await drainBody(context);
      throw error;
    }
    await next();
  });
}

async function keyOf(
  context: Context<AppEnvironment>,
  findGoodKey: (key: string) => Promise<ApiKeyRow | null>,
): Promise<ApiKeyRow> {
  const header = context.req.header('authorization');
  if (header === undefined) {
    context.header('WWW-Authenticate', 'Bearer realm="fitroom"');
    throw new ProblemError('unauthorized', DETAILS.keyMissing());
  }
  const row = await findGoodKey(BEARER.exec(header)?.[1] ?? '');
  if (row) return row;
  context.header('WWW-Authenticate', 'Bearer realm="fitroom", error="invalid_token"');
  throw new ProblemError('unauthorized', DETAILS.keyUnknown());
}

function requireScope(context: Context<AppEnvironment>, { scopes }: ApiKeyRow): void {
  const { method } = context.req;
  const needed: KeyScope = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
  if (scopes.includes(needed)) return;
  context.header(
    'WWW-Authenticate',
    `Bearer realm="fitroom", error="insufficient_scope", scope="${needed}"`,
  );
  throw new ProblemError('scope-missing', DETAILS.scopeMissing(needed));
}

async function takeRequest(
  context: Context<AppEnvironment>,
  { id, requestsPerMinute }: ApiKeyRow,
  counter: RateCounter,
): Promise<void> {
  if (requestsPerMinute === null) return;
  const policy = {
    name: 'key',
    limit: requestsPerMinute,
    windowSeconds: WINDOW_S,
    // What was agreed with a shop does not grow with the hosts.
    isShared: true,
  };
  const allowance = await counter.take(id, policy);
  announceLimit(context, policy, allowance);
  if (allowance.isAllowed) return;
  const { retryAfterSeconds } = allowance;
  throw new ProblemError(
    'quota-exceeded',
    DETAILS.requestsOfKeyUsed(requestsPerMinute, retryAfterSeconds),
    { retryAfterSeconds },
  );
}
