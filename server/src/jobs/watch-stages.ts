import type { JobStage } from '@fitroom/shared/schemas/job-state';
import type { TraceSpan, Traces } from '../traces/traces.ts';

/** Follows one attempt at a job from stage to stage. */
export interface StageWatch {
  began(stage: JobStage): void;
  /** The attempt has ended, well or not. */
  close(): void;
}

/**
 * Makes each stage a part of the job's span, and says when one takes too long.
 *
 * @param job the job's span.
 * @param isLate is told of the stage that did not end within its time.
 */
export function watchStages(
  {
    traces,
    limitSeconds,
  }: { readonly traces: Traces; readonly limitSeconds: (stage: JobStage) => number },
  job: TraceSpan,
  isLate: (stage: JobStage) => void,
): StageWatch {
  let current: JobStage | null = null;
  let span: TraceSpan | null = null;
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(timer);
    span?.end();
    span = null;
  };
  return {
    began(stage) {
      if (stage === current) return;
      end();
      current = stage;
      span = traces.startSpan(`stage ${stage}`, { traceparent: job.traceparent });
      timer = setTimeout(() => isLate(stage), limitSeconds(stage) * 1000);
    },
    close: end,
  };
}
