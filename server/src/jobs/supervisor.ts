import { InputError } from '@fitroom/shared/job/input-error';
import type { Logger } from '../log/logger.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { patchProcessing } from '../records/job-rows.ts';
import {
  beatJobs,
  claimJob,
  finishJob,
  finishJobsOf,
  type JobRow,
  refundAttempt,
  requeueRunningJobs,
} from '../records/jobs.ts';
import type { JobPorts } from './job-ports.ts';
import { performJob } from './perform-job.ts';
import { recordFailure } from './record-failure.ts';

/** A job that took the process down this often is the reason. */
const MOST_ATTEMPTS = 3;
const HEARTBEAT_MS = 5000;

export interface SupervisorPorts extends JobPorts {
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly workers: number;
  readonly limitSeconds: number;
}

/** Why a running job is stopped. */
class StopReason extends Error {
  readonly outcome: 'cancelled' | 'time-limit' | 'shutdown';
  constructor(outcome: 'cancelled' | 'time-limit' | 'shutdown') {
    super(outcome);
    this.outcome = outcome;
  }
}

/** Takes jobs from the database's queue and keeps as many running as there are workers. */
export class Supervisor {
  private readonly ports: SupervisorPorts;
  private readonly running = new Map<string, { controller: AbortController; end: Promise<void> }>();
  private heartbeat: NodeJS.Timeout | null = null;
  private isStopping = false;

  constructor(ports: SupervisorPorts) {
    this.ports = ports;
  }

  /** Puts back what an earlier process left running, and begins. */
  start(): void {
    const { database, logger } = this.ports;
    for (const job of requeueRunningJobs(database)) {
      logger.warn({ job: job.id, kind: job.kind }, `Job ${job.id} goes back to the queue.`);
      if (job.kind === 'inspect') continue;
      patchProcessing(database, job.kind === 'generate' ? 'clothes3d' : 'sessions', job.targetId, {
        stage: 'queued',
        progress: 0,
        logLines: ['The server was started again; the job begins anew.'],
      });
    }
    this.heartbeat = setInterval(() => {
      beatJobs(database, [...this.running.keys()], this.date());
      this.wake();
    }, HEARTBEAT_MS);
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    while (!this.isStopping && this.running.size < this.ports.workers) {
      const job = claimJob(this.ports.database, this.date());
      if (!job) return;
      const controller = new AbortController();
      const end = this.perform(job, controller)
        .catch((error: unknown) => {
          this.ports.logger.error({ job: job.id, err: error }, `Job ${job.id} could not be ended.`);
        })
        .finally(() => {
          this.running.delete(job.id);
          this.wake();
        });
      this.running.set(job.id, { controller, end });
    }
  }

  /** Ends the jobs of a target; its row is the caller's to change. */
  cancel(targetId: string): void {
    for (const id of finishJobsOf(this.ports.database, targetId, 'cancelled', this.date())) {
      this.running.get(id)?.controller.abort(new StopReason('cancelled'));
    }
  }

  /** Gives running jobs back to the queue and ends the threads. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.heartbeat) clearInterval(this.heartbeat);
    const ends = [...this.running.values()].map(({ controller, end }) => {
      controller.abort(new StopReason('shutdown'));
      return end;
    });
    await this.ports.runner.close();
    await Promise.allSettled(ends);
  }

  private date(): Date {
    return new Date(this.ports.now());
  }

  private async perform(job: JobRow, controller: AbortController): Promise<void> {
    const { database, logger, metrics, now, limitSeconds } = this.ports;
    const started = now();
    const limit = setTimeout(
      () => controller.abort(new StopReason('time-limit')),
      limitSeconds * 1000,
    );
    try {
      if (job.attempts > MOST_ATTEMPTS) {
        throw new ProblemError('job-crashed', 'The job ended the server each time it was tried.');
      }
      await performJob(this.ports, job, controller.signal);
      finishJob(database, job.id, 'done', this.date());
      metrics.jobFinished(job.kind, 'done', (now() - started) / 1000);
      logger.info({ job: job.id, kind: job.kind, ms: now() - started }, `Job ${job.kind} is done.`);
    } catch (error) {
      this.fail(job, error, (now() - started) / 1000);
    } finally {
      clearTimeout(limit);
      this.ports.events.publish(job.targetId);
    }
  }

  private fail(job: JobRow, error: unknown, seconds: number): void {
    const { database, logger, metrics, limitSeconds } = this.ports;
    if (error instanceof StopReason && error.outcome !== 'time-limit') {
      // Cancelled: whoever cancelled has written the row. Shutdown: the next start begins anew.
      if (error.outcome === 'shutdown') refundAttempt(database, job.id);
      return;
    }
    const failure =
      error instanceof StopReason
        ? new ProblemError(
            'time-limit',
            `The job took longer than ${limitSeconds} s and was stopped. Try again, or ask the operator for a longer limit.`,
          )
        : error instanceof InputError || error instanceof ProblemError
          ? error
          : new ProblemError('internal', 'The job failed for a reason of our own. Try again.', {
              cause: error,
            });
    recordFailure(this.ports, job, failure);
    finishJob(database, job.id, failure.code, this.date());
    metrics.jobFinished(job.kind, failure.code, seconds);
    const fields = { job: job.id, kind: job.kind, code: failure.code };
    if (failure instanceof InputError) logger.info(fields, `Job ${job.kind}: ${failure.code}.`);
    else logger.error({ ...fields, err: failure.cause ?? failure }, `Job ${job.kind} failed.`);
  }
}
