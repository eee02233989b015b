import { ApiError, ApiUnreachableError } from '@fitroom/shared/client/api-error';

/** Tries after the first one. */
const MOST_RETRIES = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/**
 * Whether to ask again. No answer at all is worth it (the request may never have arrived); an answer
 * is only where the server itself says that it may be different later.
 */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  if (failures >= MOST_RETRIES) return false;
  return (error instanceof ApiError || error instanceof ApiUnreachableError) && error.retryable;
}

/** The server's own wish, else twice as long each time. */
export function retryDelayMs(failures: number, error: unknown): number {
  const wishedSeconds = error instanceof ApiError ? error.retryAfterSeconds : null;
  const wait = wishedSeconds === null ? FIRST_DELAY_MS * 2 ** failures : wishedSeconds * 1000;
  return Math.min(LONGEST_DELAY_MS, wait);
}
