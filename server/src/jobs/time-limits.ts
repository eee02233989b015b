import type { JobStage } from '@fitroom/shared/schemas/job-state';
import type { JobRow } from '../records/jobs.ts';

/** The operator's limits, in seconds. */
export interface TimeLimits {
  readonly job: number;
  readonly stage: number;
  /** Of one try of a neural generator. */
  readonly views: number;
  readonly reconstruct: number;
  /** How many tries it has. */
  readonly tries: number;
}

/** The generator ends a try by itself when its time is over; one that does not listen is ended this much later. */
const GRACE_S = 30;

/** How long a job and each of its stages may take before they are ended from outside. */
export function limitsFor(
  { needs }: Pick<JobRow, 'needs'>,
  { job, stage: usual, views, reconstruct, tries }: TimeLimits,
): { readonly jobSeconds: number; readonly stageSeconds: (stage: JobStage) => number } {
  if (needs === 'cpu') return { jobSeconds: job, stageSeconds: () => usual };
  return {
    jobSeconds: job + tries * (views + reconstruct + GRACE_S),
    stageSeconds: (stage) => {
      if (stage === 'views') return tries * views + GRACE_S;
      return stage === 'reconstruct' ? tries * reconstruct + GRACE_S : usual;
    },
  };
}
