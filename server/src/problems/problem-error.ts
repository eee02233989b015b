import { InputError } from '@fitroom/shared/job/input-error';
import {
  type Language,
  type Localized,
  STANDARD_LANGUAGE,
} from '@fitroom/shared/messages/language';
import { PROBLEM_TEXTS } from '@fitroom/shared/messages/problem-texts';
import type { Problem } from '@fitroom/shared/schemas/problem';
import {
  isProblemCode,
  PROBLEMS,
  type ProblemCode,
  type ProblemKind,
  problemType,
} from '@fitroom/shared/schemas/problems';
import { failureOfRow, sayRowLog } from './kept-words.ts';
import { type KeptThing, SERVICE_DETAILS } from './service-details.ts';

/** A place in a request that does not match. */
export interface ProblemPlace {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly detail: string | Localized;
}

interface ProblemExtras {
  readonly cause?: unknown;
  readonly errors?: readonly ProblemPlace[] | undefined;
  /** Of a row, as it keeps it. */
  readonly log?: string;
  /** Of an expired result. */
  readonly thumbUrl?: string | null;
  readonly retryAfterSeconds?: number;
}

const inEnglish = (message: string | Localized) =>
  typeof message === 'string' ? message : message[STANDARD_LANGUAGE];

/** A failure that its maker already knows how to explain; `message` becomes the `detail`. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  /** The message in every language, where it came from the catalogue (messages/details.ts). */
  readonly localized: Localized | null;
  readonly errors: readonly ProblemPlace[] | undefined;
  readonly log: string | undefined;
  readonly thumbUrl: string | null | undefined;
  readonly retryAfterSeconds: number | undefined;

  /** @param detail a sentence of messages/details.ts, or an English one. */
  constructor(code: ProblemCode, detail: string | Localized, extras: ProblemExtras = {}) {
    super(inEnglish(detail), { cause: extras.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.localized = typeof detail === 'string' ? null : detail;
    this.errors = extras.errors;
    this.log = extras.log;
    this.thumbUrl = extras.thumbUrl;
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
}

/** A database is mostly back within this. */
const DATABASE_RETRY_S = 5;

/** Room comes back when somebody makes some, or with the next sweep. */
export const STORAGE_RETRY_S = 60;

/** @param cause what the driver threw. */
export function databaseFull(cause: unknown): ProblemError {
  return new ProblemError('storage-full', SERVICE_DETAILS.databaseFull(), {
    cause,
    retryAfterSeconds: STORAGE_RETRY_S,
  });
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/** @param thumbUrl where who asks is to get the picture that stays. */
export function resultExpired(thing: KeptThing, expiredAt: Date, thumbUrl?: string | null) {
  const extras = thumbUrl === undefined ? {} : { thumbUrl };
  return new ProblemError(
    'result-expired',
    SERVICE_DETAILS.resultExpired(thing, dayOf(expiredAt)),
    extras,
  );
}

export function originalExpired(expiredAt: Date): ProblemError {
  return new ProblemError('original-expired', SERVICE_DETAILS.originalExpired(dayOf(expiredAt)));
}

/** @param cause what the driver threw. */
export function databaseUnreachable(cause: unknown): ProblemError {
  return new ProblemError('database-unreachable', SERVICE_DETAILS.databaseUnreachable(), {
    cause,
    retryAfterSeconds: DATABASE_RETRY_S,
  });
}

const registered = (code: string): ProblemCode => (isProblemCode(code) ? code : 'unusable-photo');

/** What is known about a code; the pipeline's finer ones are all photos that cannot be used. */
export function kindOf(code: string): ProblemKind {
  return PROBLEMS[registered(code)];
}

/** Any thrown value as problem details. Faults of our own say nothing about the inside. */
export function toProblem(
  error: unknown,
  requestId: string,
  language: Language = STANDARD_LANGUAGE,
): Problem {
  const isKnown = error instanceof ProblemError || error instanceof InputError;
  const code = isKnown ? error.code : 'internal';
  const { status, title, retry } = kindOf(code);
  const texts = PROBLEM_TEXTS[registered(code)];
  const known = isKnown ? error.message : texts.advice[STANDARD_LANGUAGE];
  const localized = isKnown ? error.localized : null;
  const problem: Problem = {
    type: problemType(code),
    title: language === STANDARD_LANGUAGE ? title : texts.titleKo,
    status,
    detail: (localized ?? failureOfRow(code, known))[language],
    instance: `urn:fitroom:request:${requestId}`,
    code,
    retryable: retry,
  };
  if (error instanceof ProblemError) {
    if (error.errors) {
      problem.errors = error.errors.map(({ pointer, detail }) => ({
        pointer,
        detail: typeof detail === 'string' ? detail : detail[language],
      }));
    }
    if (error.log !== undefined) problem.log = sayRowLog(error.log, language);
    if (error.thumbUrl !== undefined) problem.thumb_url = error.thumbUrl;
  }
  return problem;
}
