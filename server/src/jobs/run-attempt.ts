import { InputError } from '@fitroom/shared/job/input-error';
import { keepLine } from '@fitroom/shared/messages/kept-sentence';
import { isProblemCode, PROBLEMS } from '@fitroom/shared/schemas/problems';
import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { patchProcessing, targetOf } from '../records/job-rows.ts';
import { type JobRow, releaseJob } from '../records/jobs.ts';
import { endJob } from './end-job.ts';
import { judgeFailure, MOST_STARTS, StopReason, type Verdict } from './judge-failure.ts';
import { NotYetError } from './not-yet-error.ts';
import { performJob } from './perform-job.ts';
import { recordFailure } from './record-failure.ts';
import type { SupervisorPorts } from './supervisor-ports.ts';
import { limitsFor } from './time-limits.ts';
import { watchStages } from './watch-stages.ts';

/** What an attempt asks of whoever looks after the queue. */
export interface AttemptDesk {
  /** @returns null where the job is judged as any other. */
  giveAway(job: JobRow, error: unknown): Promise<Verdict | null>;
  /** A 3D garment has ended: the jobs that wait for it can begin. */
  garmentEnded(cloth3dId: string): Promise<void>;
  /** Then, by the database's clock. */
  clock(laterMs: number): Date;
}

/** Whether whoever asked can do nothing about it: the operator should see it. */
const isOurs = (code: string) => isProblemCode(code) && PROBLEMS[code].status >= 500;

/**
 * Runs one attempt at a job to its end, and writes down what became of it.
 *
 * @param controller ends the attempt; its reason says why.
 */
export async function runAttempt(
  ports: SupervisorPorts,
  desk: AttemptDesk,
  job: JobRow,
  controller: AbortController,
): Promise<void> {
  const { database, logger, metrics, now, traces } = ports;
  const { jobSeconds, stageSeconds } = limitsFor(job, ports.limits);
  const started = now();
  const limit = setTimeout(
    () => controller.abort(StopReason.jobLimit(jobSeconds)),
    jobSeconds * 1000,
  );
  const span = traces.startSpan(`job ${job.kind}`, {
    kind: 'consumer',
    traceparent: job.traceparent,
    attributes: { 'fitroom.job_id': job.id, 'fitroom.attempt': job.attempts },
  });
  const { traceId } = span;
  const fields = { job: job.id, kind: job.kind, ...(traceId && { traceId }) };
  const stages = watchStages({ traces, limitSeconds: stageSeconds }, span, (stage) =>
    controller.abort(StopReason.stageLimit(stage, stageSeconds(stage))),
  );
  try {
    if (job.attempts > MOST_STARTS) {
      throw new ProblemError('job-crashed', SERVICE_DETAILS.jobEndsServer());
    }
    await performJob({ ...ports, stageBegan: stages.began }, job, controller.signal);
    await endJob(database, job, 'done', new Date(now()));
    metrics.jobFinished(job.kind, 'done', (now() - started) / 1000);
    logger.info({ ...fields, ms: now() - started }, `Job ${job.kind} is done.`);
  } catch (error) {
    span.fail(await endWithError(ports, desk, job, error, (now() - started) / 1000, fields));
  } finally {
    clearTimeout(limit);
    stages.close();
    span.end();
    ports.events.publish(job.targetId);
    if (job.kind === 'generate') await desk.garmentEnded(job.targetId);
  }
}

/**
 * @param fields of the log lines about it.
 * @returns a word for how it ended.
 */
async function endWithError(
  ports: SupervisorPorts,
  desk: AttemptDesk,
  job: JobRow,
  error: unknown,
  seconds: number,
  fields: object,
): Promise<string> {
  const { database, logger, metrics, now } = ports;
  const verdict =
    (await desk.giveAway(job, error)) ?? judgeFailure(error, job, now() - job.createdAt.getTime());
  if (verdict.kind === 'leave') return 'cancelled';
  if (verdict.kind === 'again') {
    const { isCounted, afterMs, code, line } = verdict;
    const target = targetOf(job.kind);
    if (target !== null) {
      const patch = { stage: 'queued', progress: 0, logLines: [keepLine(line)] } as const;
      await patchProcessing(database, target, job.targetId, patch, job);
    }
    const notBefore = afterMs > 0 ? desk.clock(afterMs) : null;
    await releaseJob(database, job, { notBefore, isCounted });
    const isExpected = error instanceof NotYetError;
    const say = `Job ${job.kind} is tried again: ${code}.`;
    if (isExpected) logger.info({ ...fields, code, afterMs }, say);
    else logger.warn({ ...fields, code, afterMs }, say);
    ports.transport?.announce({ ...job, afterMs });
    return code;
  }
  const { failure } = verdict;
  await recordFailure(ports, job, failure);
  await endJob(database, job, failure.code, new Date(now()));
  metrics.jobFinished(job.kind, failure.code, seconds);
  const line = `Job ${job.kind} failed: ${failure.code}.`;
  const isTheirs = failure instanceof InputError && !isOurs(failure.code);
  if (isTheirs) logger.info({ ...fields, code: failure.code }, line);
  else logger.error({ ...fields, code: failure.code, err: failure.cause ?? failure }, line);
  return failure.code;
}
