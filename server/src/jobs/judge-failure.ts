import { InputError } from '@fitroom/shared/job/input-error';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import { inLanguage, type Sentence } from '@fitroom/shared/messages/sentence';
import type { JobStage } from '@fitroom/shared/schemas/job-state';
import type { ProblemCode } from '@fitroom/shared/schemas/problems';
import { inAllLanguages, keepFailure } from '../problems/kept-words.ts';
import { databaseFull, databaseUnreachable, ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { isDatabaseFull, isDatabaseUnreachable } from '../records/database-faults.ts';
import type { JobRow } from '../records/jobs.ts';
import { NotYetError } from './not-yet-error.ts';

/** A job whose thread ends this often is the reason itself. */
const MOST_ATTEMPTS = 3;
/** A process ends for many reasons, and the job that was first in line is mostly not to blame. */
export const MOST_STARTS = 10;

/** Why a running job is stopped. */
export class StopReason extends Error {
  readonly outcome: 'cancelled' | 'shutdown' | 'time-limit';

  /** For whoever asked; null where its row says enough. */
  readonly detail: Sentence | null;

  private constructor(outcome: StopReason['outcome'], said: string | Sentence) {
    super(inLanguage(said));
    this.outcome = outcome;
    this.detail = typeof said === 'string' ? null : said;
  }

  /** Somebody cancelled or deleted it, or another worker has taken it over. */
  static readonly cancelled = new StopReason('cancelled', 'The job is no longer wanted.');
  static readonly shutdown = new StopReason('shutdown', 'The server stops.');

  static jobLimit(seconds: number): StopReason {
    return new StopReason('time-limit', SERVICE_DETAILS.jobTooLong(seconds));
  }

  static stageLimit(stage: JobStage, seconds: number): StopReason {
    return new StopReason('time-limit', SERVICE_DETAILS.stageOfJobTooLong(stage, seconds));
  }
}

export type Verdict =
  /** Whoever stopped it has said in its row what it is now. */
  | { readonly kind: 'leave' }
  /** Another attempt is to be made; one that was interrupted on purpose is not counted. */
  | {
      readonly kind: 'again';
      readonly isCounted: boolean;
      readonly afterMs: number;
      readonly code: string;
      readonly line: Sentence;
    }
  | { readonly kind: 'failed'; readonly failure: InputError | ProblemError };

/** What ends without a change of the request; the job was taken, so it waits. */
const OUTAGES: ReadonlySet<string> = new Set<ProblemCode>([
  'storage-unreachable',
  'storage-full',
  'database-unreachable',
]);

const CRASH_PAUSE_MS = 2000;
const OUTAGE_PAUSE_MS = { least: 2000, most: 300_000 } as const;
/** The pause grows with the age of the job: about twenty attempts in a day's outage. */
const OUTAGE_PAUSE_SHARE = 1 / 4;

/**
 * What becomes of a job whose attempt ended with an error. A crash may have had another reason (memory,
 * a neighbour), so it gets two more attempts; a store or a database that is away or full is waited for; what
 * is wrong with the input stays wrong, and what is wrong with the code as well.
 *
 * @param ageMs how long ago the job was asked for.
 */
export function judgeFailure(error: unknown, job: JobRow, ageMs: number): Verdict {
  if (error instanceof StopReason) {
    if (error.outcome === 'cancelled') return { kind: 'leave' };
    if (error.outcome === 'shutdown') {
      const line = JOB_LINES.serverStopped();
      return { kind: 'again', isCounted: false, afterMs: 0, code: 'shutdown', line };
    }
    return {
      kind: 'failed',
      failure: new ProblemError('time-limit', error.detail ?? error.message),
    };
  }
  if (error instanceof NotYetError) {
    const { afterMs, line } = error;
    return { kind: 'again', isCounted: false, afterMs, code: 'not-yet', line };
  }
  const failure = explain(error);
  if (failure.code === 'job-crashed' && job.attempts < MOST_ATTEMPTS) {
    return {
      kind: 'again',
      isCounted: true,
      afterMs: CRASH_PAUSE_MS,
      code: failure.code,
      line: JOB_LINES.crashedOnce(job.attempts + 1, MOST_ATTEMPTS),
    };
  }
  if (OUTAGES.has(failure.code)) {
    const { least, most } = OUTAGE_PAUSE_MS;
    return {
      kind: 'again',
      isCounted: false,
      afterMs: Math.min(most, Math.max(least, ageMs * OUTAGE_PAUSE_SHARE)),
      code: failure.code,
      line: JOB_LINES.waitsForOutage(inAllLanguages(keepFailure(failure))),
    };
  }
  return { kind: 'failed', failure };
}

function explain(error: unknown): InputError | ProblemError {
  if (error instanceof InputError || error instanceof ProblemError) return error;
  if (isDatabaseFull(error)) return databaseFull(error);
  if (isDatabaseUnreachable(error)) return databaseUnreachable(error);
  return new ProblemError('internal', SERVICE_DETAILS.jobFailedForUs(), {
    cause: error,
  });
}
