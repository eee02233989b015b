import { isIPv6 } from 'node:net';
import { DETAILS } from '@fitroom/shared/messages/details';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Settings } from '../config/settings.ts';
import { ProblemError } from '../problems/problem-error.ts';
import type { AppEnvironment } from './app-environment.ts';
import type { Caller } from './caller.ts';
import { drainBody } from './drain-body.ts';
import type { Allowance, RateCounter, RatePolicy } from './rate-counter.ts';

const WINDOW_S = 60;

/** Never counted: a balancer that is refused takes the host for dead; a page has hundreds of assets. */
const FREE = /^\/(?:healthz|readyz)$|^\/assets\//;

/**
 * Refuses clients that ask more often than the operator allows: every request counts, and those that
 * give the server work (uploads, jobs) count once more under a smaller limit.
 *
 * Answers carry `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10), refusals
 * `Retry-After` as well.
 *
 * @throws {ProblemError} `rate-limited`
 */
export function limitRate(
  settings: Pick<Settings, 'ratePerMinute' | 'workPerMinute'>,
  counter: RateCounter,
) {
  const policies: RatePolicy[] = [
    { name: 'requests', limit: settings.ratePerMinute, windowSeconds: WINDOW_S },
    workPolicy(settings.workPerMinute),
  ].filter(({ limit }) => limit > 0);
  const forReading = policies.filter(({ name }) => name !== 'work');
  return createMiddleware<AppEnvironment>(async (context, next) => {
    const { method, path } = context.req;
    const counted = isWork(method, path) ? policies : forReading;
    if (counted.length === 0 || FREE.test(path)) return next();
    const client = clientKey(context.get('caller').address);
    for (const policy of counted) {
      const allowance = await counter.take(client, policy);
      announceLimit(context, policy, allowance);
      if (allowance.isAllowed) continue;
      await drainBody(context);
      throw refusal(policy, allowance.retryAfterSeconds);
    }
    return next();
  });
}

/**
 * Counts work that a request turns out to hold beside the first, such as the photos of a batch.
 *
 * @returns what to call with who is counted; it throws `rate-limited`.
 */
export function countMoreWork(
  { workPerMinute }: Pick<Settings, 'workPerMinute'>,
  counter: RateCounter,
): (caller: Caller) => Promise<void> {
  const policy = workPolicy(workPerMinute);
  return async ({ address }) => {
    if (policy.limit === 0) return;
    const { isAllowed, retryAfterSeconds } = await counter.take(clientKey(address), policy);
    if (!isAllowed) throw refusal(policy, retryAfterSeconds);
  };
}

const workPolicy = (limit: number): RatePolicy => ({
  name: 'work',
  limit,
  windowSeconds: WINDOW_S,
  isShared: true,
});

/** What makes the server read files or compute; ending a job is the opposite. */
export const isWork = (method: string, path: string) =>
  method === 'POST' && !path.endsWith('/cancel');

/** One subscriber has a whole /64 of IPv6 (RFC 6177), and would be a new client with each address. */
export function clientKey(address: string): string {
  // The test itself is a long expression; who has no colon needs none.
  if (!address.includes(':') || !isIPv6(address)) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  // A dotted end is two groups.
  const last = right.at(-1) ?? left.at(-1) ?? '';
  const groups = left.length + right.length + (last.includes('.') ? 1 : 0);
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - groups)).fill('0') : [];
  const network = [...left, ...zeros, ...right].slice(0, 4);
  return `${network.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/** Adds a limit and what is left of it to the answer. */
export function announceLimit(
  context: Context,
  { name, limit, windowSeconds }: RatePolicy,
  { remaining, resetSeconds }: Allowance,
): void {
  const append = { append: true };
  context.header('RateLimit-Policy', `"${name}";q=${limit};w=${windowSeconds}`, append);
  context.header('RateLimit', `"${name}";r=${remaining};t=${resetSeconds}`, append);
}

function refusal({ name, limit, windowSeconds }: RatePolicy, retryAfterSeconds: number) {
  const detail = DETAILS.rateLimited(limit, name === 'work', windowSeconds, retryAfterSeconds);
  return new ProblemError('rate-limited', detail, { retryAfterSeconds });
}
