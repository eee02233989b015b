/** At most so many requests in a window, which may come all at once. */
export interface RatePolicy {
  /** As clients read it in the RateLimit headers. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  /** Counted for all hosts together, where they share a store; else each host counts for itself. */
  readonly isShared?: boolean;
}

export interface Allowance {
  readonly isAllowed: boolean;
  /** Requests that may come right after this one. */
  readonly remaining: number;
  /** Seconds until all of the limit is there again. */
  readonly resetSeconds: number;
  /** Seconds until one request more is allowed; 0 where it is already. */
  readonly retryAfterSeconds: number;
}

/**
 * Counts requests by client. One process counts in its memory; several hosts that are to share the count
 * need one that asks a store. It never rejects: what to do without its store is its own decision.
 */
export interface RateCounter {
  /** @param client who is counted; the same client under another policy is another count. */
  take(client: string, policy: RatePolicy): Allowance | Promise<Allowance>;
}

/**
 * @param aheadMs until all of the limit is there again.
 * @param waitMs until one request more is allowed; 0 where this one is.
 */
export function allowance(
  { limit, windowSeconds }: RatePolicy,
  aheadMs: number,
  waitMs: number,
): Allowance {
  const windowMs = windowSeconds * 1000;
  const isAllowed = waitMs === 0;
  // Sums of shares are a little off: what is over a second by less than that is none of the next.
  const wholeSeconds = (ms: number) => Math.max(0, Math.ceil((ms - 1e-3) / 1000));
  return {
    isAllowed,
    // A request's share is rarely a whole number of milliseconds.
    remaining: Math.max(0, Math.floor(((windowMs - aheadMs) * limit) / windowMs + 1e-3)),
    resetSeconds: wholeSeconds(aheadMs),
    retryAfterSeconds: isAllowed ? 0 : Math.max(1, wholeSeconds(waitMs)),
  };
}

/** Clients that are remembered at once, twice: some 20 MB. Beyond, the longest silent are forgotten. */
const MOST_CLIENTS = 50_000;

/**
 * Counts in memory by the generic cell rate algorithm (ITU-T I.371, annex A): each client has one number,
 * the time at which all of its limit would be there again. A request moves it on by the window's share of
 * one request, and is refused where that would be more than a window ahead.
 *
 * @param now milliseconds of a clock that never goes back: a corrected wall clock would lock clients out.
 */
export function createMemoryCounter(
  now: () => number = () => performance.now(),
  mostClients = MOST_CLIENTS,
): RateCounter & { readonly clients: number } {
  // Two generations: whoever was silent for a whole one has all of the limit again, so that dropping
  // the older map forgets nothing and costs no walk over its entries.
  let young = new Map<string, number>();
  let old = new Map<string, number>();
  let turnedAt = now();
  const turnIfDue = (time: number, windowMs: number) => {
    if (time - turnedAt < windowMs && young.size < mostClients) return;
    old = young;
    young = new Map();
    turnedAt = time;
  };
  return {
    get clients() {
      return young.size + old.size;
    },
    take(client, policy) {
      const { name, limit, windowSeconds } = policy;
      const windowMs = windowSeconds * 1000;
      const time = now();
      turnIfDue(time, windowMs);
      const key = `${name} ${client}`;
      const full = Math.max(time, young.get(key) ?? old.get(key) ?? 0);
      const next = full + windowMs / limit;
      const waitMs = next - windowMs - time;
      // Sums of shares are a little off.
      const isAllowed = waitMs < 1e-6;
      const kept = isAllowed ? next : full;
      young.set(key, kept);
      return allowance(policy, kept - time, isAllowed ? 0 : waitMs);
    },
  };
}
