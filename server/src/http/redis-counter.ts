import { Redis } from 'ioredis';
import { allowance, type RateCounter } from './rate-counter.ts';

export interface SharedCounter extends RateCounter {
  close(): void;
}

/** A request does not wait longer for its count than a poll takes in all. */
const ANSWER_MS = 250;
const RECONNECT_MS = 2000;

/**
 * As createMemoryCounter does it, by the clock of Redis. KEYS: the client. ARGV: window in milliseconds,
 * limit. Answers how far ahead the client is, and how long it has to wait, in microseconds.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local window = tonumber(ARGV[1])
local full = tonumber(redis.call('GET', KEYS[1]) or '0')
-- A clock that was set back locks nobody out for longer than a window.
full = math.min(math.max(full, now), now + window)
local next = full + window / ARGV[2]
local wait = next - window - now
if wait < 0.001 then
  redis.call('SET', KEYS[1], string.format('%.3f', next), 'PX', math.ceil(next - now))
  full = next
  wait = 0
end
return { math.floor((full - now) * 1000 + 0.5), math.ceil(wait * 1000) }
`;

/**
 * Counts in Redis what is counted for all hosts together. While Redis does not answer this host counts for
 * itself: limits are there to keep the service up, and must not be what takes it down.
 *
 * @param local counts what each host counts for itself.
 */
export function createRedisCounter(url: string, local: RateCounter): SharedCounter {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: ANSWER_MS,
    retryStrategy: (attempt) => Math.min(RECONNECT_MS, attempt * 100),
  });
  // Said by the queue, which has the same Redis and minds more.
  redis.on('error', () => undefined);
  return {
    async take(client, policy) {
      if (!policy.isShared || redis.status !== 'ready') return local.take(client, policy);
      const windowMs = policy.windowSeconds * 1000;
      const key = `fitroom:rate:${policy.name}:${client}`;
      try {
        const answer = await redis.eval(TAKE, 1, key, windowMs, policy.limit);
        const [aheadUs, waitUs] = answer as [number, number];
        return allowance(policy, aheadUs / 1000, waitUs / 1000);
      } catch {
        return local.take(client, policy);
      }
    },
    close: () => redis.disconnect(),
  };
}
