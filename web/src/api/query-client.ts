import { QueryClient } from '@tanstack/react-query';
import { isWorthRetrying, retryDelayMs } from './retry-policy.ts';

/** Queries and mutations share one rule for trying again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: isWorthRetrying, retryDelay: retryDelayMs, refetchOnWindowFocus: false },
      // Without a network a mutation fails and says so, instead of waiting unseen.
      mutations: { retry: isWorthRetrying, retryDelay: retryDelayMs, networkMode: 'always' },
    },
  });
}
