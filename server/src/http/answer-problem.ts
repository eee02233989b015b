import { InputError } from '@fitroom/shared/job/input-error';
import { DETAILS } from '@fitroom/shared/messages/details';
import { PROBLEM_TEXTS } from '@fitroom/shared/messages/problem-texts';
import type { Problem } from '@fitroom/shared/schemas/problem';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from '../log/logger.ts';
import {
  databaseFull,
  databaseUnreachable,
  ProblemError,
  toProblem,
} from '../problems/problem-error.ts';
import { isDatabaseFull, isDatabaseUnreachable } from '../records/database-faults.ts';
import type { AppEnvironment } from './app-environment.ts';
import { answerLanguage } from './language-of.ts';

/** Any error as application/problem+json (RFC 9457). */
export function answerProblem(
  error: unknown,
  context: Context<AppEnvironment>,
  logger: Logger,
): Response {
  const known = explain(error);
  const problem = describeProblem(known, context, logger);
  if (known instanceof ProblemError && known.retryAfterSeconds !== undefined) {
    context.header('Retry-After', String(known.retryAfterSeconds));
  }
  // Hono's status type leaves out nothing that the registry has.
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json; charset=utf-8',
  });
}

/** Any error as it is told to the client of this request; faults of ours are logged. */
export function describeProblem(
  error: unknown,
  context: Context<AppEnvironment>,
  logger: Logger,
): Problem {
  const known = explain(error);
  const requestId = context.get('requestId');
  const problem = toProblem(known, requestId, answerLanguage(context));
  if (problem.status >= 500) {
    const cause = known instanceof Error ? (known.cause ?? known) : known;
    logger.error({ requestId, code: problem.code, err: cause }, `Request failed: ${problem.code}`);
  }
  return problem;
}

/** What others throw, in our words where we know what it means. */
function explain(error: unknown): unknown {
  if (error instanceof HTTPException) return fromHttpException(error);
  // A store that is away breaks its connections in the same way, and has said so.
  if (error instanceof ProblemError || error instanceof InputError) return error;
  if (isDatabaseFull(error)) return databaseFull(error);
  if (isDatabaseUnreachable(error)) return databaseUnreachable(error);
  return error;
}

/** What hono itself and its validators throw. */
function fromHttpException(error: HTTPException): ProblemError | InputError {
  if (error.status === 400 && /JSON/.test(error.message)) {
    return new ProblemError('malformed-json', DETAILS.malformedJson());
  }
  if (error.status === 415) {
    return new ProblemError('unsupported-media-type', DETAILS.notJson());
  }
  if (error.status === 413) {
    return new ProblemError('body-too-large', PROBLEM_TEXTS['body-too-large'].advice);
  }
  return new ProblemError('bad-request', PROBLEM_TEXTS['bad-request'].advice, { cause: error });
}
