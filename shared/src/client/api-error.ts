import { type Problem, ProblemSchema } from '../schemas/problem.ts';
import { PROBLEMS, problemType } from '../schemas/problems.ts';
import type { TransportResponse } from './transport.ts';

/** The server answered with a problem. */
export class ApiError extends Error {
  readonly problem: Problem;
  /** Of the Retry-After header. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get code(): string {
    return this.problem.code;
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return this.problem.retryable;
  }
}

/** No answer came, or one that is not this API's: no network, no server, another server. */
export class ApiUnreachableError extends Error {
  readonly retryable = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiUnreachableError';
  }
}

/** The error of an answer that is not ok; a proxy's own error page becomes a problem too. */
export async function readApiError(response: TransportResponse): Promise<ApiError> {
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(after) ? after : null;
  try {
    const problem = ProblemSchema.parse(JSON.parse(await response.text()));
    return new ApiError(problem, retryAfterSeconds);
  } catch {
    const isServerSide = response.status >= 500 || response.status === 429;
    return new ApiError(
      {
        type: problemType('internal'),
        title: PROBLEMS.internal.title,
        status: response.status,
        detail: `The server answered ${response.status} without saying why.`,
        instance: `urn:fitroom:request:${response.headers.get('x-request-id') ?? 'unknown'}`,
        code: 'internal',
        retryable: isServerSide,
      },
      retryAfterSeconds,
    );
  }
}
