import { InputError } from '@fitroom/shared/job/input-error';
import type { Problem } from '@fitroom/shared/schemas/problem';
import {
  isProblemCode,
  PROBLEMS,
  type ProblemCode,
  type ProblemKind,
  problemType,
} from '@fitroom/shared/schemas/problems';

interface ProblemExtras {
  readonly cause?: unknown;
  readonly errors?: Problem['errors'];
  readonly log?: string;
  readonly retryAfterSeconds?: number;
}

/** A failure that its maker already knows how to explain; `message` becomes the `detail`. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: Problem['errors'];
  readonly log: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.errors = extras.errors;
    this.log = extras.log;
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
}

/** What is known about a code; the pipeline's finer ones are all photos that cannot be used. */
export function kindOf(code: string): ProblemKind {
  return PROBLEMS[isProblemCode(code) ? code : 'unusable-photo'];
}

/** Any thrown value as problem details. Faults of our own say nothing about the inside. */
export function toProblem(error: unknown, requestId: string): Problem {
  const isKnown = error instanceof ProblemError || error instanceof InputError;
  const code = isKnown ? error.code : 'internal';
  const { status, title, retry } = kindOf(code);
  const problem: Problem = {
    type: problemType(code),
    title,
    status,
    detail: isKnown
      ? error.message
      : 'The request failed for a reason of our own. Try again; the log has it under the request id.',
    instance: `urn:fitroom:request:${requestId}`,
    code,
    retryable: retry,
  };
  if (error instanceof ProblemError) {
    if (error.errors) problem.errors = error.errors;
    if (error.log !== undefined) problem.log = error.log;
  }
  return problem;
}
