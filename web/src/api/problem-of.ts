import { ApiError, ApiUnreachableError } from '@fitroom/shared/client/api-error';
import { CancelledError } from '@fitroom/shared/job/context';
import type { JobError } from '@fitroom/shared/schemas/job-state';
import type { JobProblem, Outcome } from '@fitroom/web-workers/protocol/outcome';

const failed = (kind: JobProblem['kind'], code: string, message: string): Outcome<never> => ({
  status: 'failed',
  problem: { kind, code, message },
});

/** `internal` means the server's fault here, not this page's. */
const serverCode = (code: string) => (code === 'internal' ? 'server-internal' : code);

/** What a failed call comes to, for the one place where problems are shown. */
export function outcomeOfApiFailure(error: unknown): Outcome<never> {
  if (error instanceof CancelledError) return { status: 'cancelled' };
  if (error instanceof ApiUnreachableError) return failed('input', 'server-away', error.message);
  if (error instanceof ApiError) {
    const kind = error.problem.status >= 500 ? 'fault' : 'input';
    return failed(kind, serverCode(error.code), error.message);
  }
  return failed('fault', 'internal', error instanceof Error ? error.message : String(error));
}

/** What a job comes to that ended in `error` on the server. */
export function outcomeOfJobError(error: JobError | null): Outcome<never> {
  if (error === null) return failed('fault', 'server-internal', 'The server gave no reason.');
  if (error.code === 'cancelled') return { status: 'cancelled' };
  const kind = error.code === 'internal' || error.code === 'job-crashed' ? 'fault' : 'input';
  return failed(kind, serverCode(error.code), error.detail);
}
