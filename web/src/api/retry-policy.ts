/** Tries after the first one. */
const MOST_RETRIES = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/** What the policy reads of an error; the API client's errors carry it. */
interface Retryable {
  /** The same request may succeed later without a change by the user. */
  readonly retryable: boolean;
  /** The server's Retry-After; null where it gave none. */
  readonly retryAfterMs: number | null;
}

const isRetryable = (error: unknown): error is Retryable =>
  typeof error === 'object' && error !== null && 'retryable' in error && 'retryAfterMs' in error;

/**
 * Whether to ask again. A network that failed is worth it (the request may never have arrived); an
 * answer is only where the server itself says that it may be different later.
 */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  if (failures >= MOST_RETRIES) return false;
  if (error instanceof DOMException && error.name === 'AbortError') return false;
  if (isRetryable(error)) return error.retryable;
  return error instanceof TypeError;
}

/** The server's own wish, else twice as long each time. */
export function retryDelayMs(failures: number, error: unknown): number {
  const wished = isRetryable(error) ? error.retryAfterMs : null;
  return Math.min(LONGEST_DELAY_MS, wished ?? FIRST_DELAY_MS * 2 ** failures);
}
