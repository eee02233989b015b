import { isDiskFault } from './download-file.ts';
import { ModelError } from './model-error.ts';
import type { FetchCause } from './model-reasons.ts';

/**
 * Why weights could not be fetched, for whoever uses the API: what is known of the cause without the addresses,
 * folders and commands of the operator, whose log has them.
 */
export function causeForUsers(error: unknown): FetchCause {
  if (error instanceof ModelError) return error.code;
  return error instanceof Error && isDiskFault(error) ? 'not-writable' : 'other';
}
