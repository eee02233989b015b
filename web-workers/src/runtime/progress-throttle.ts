import type { Stage } from '@fitroom/shared/job/context';
import { STAGES } from '@fitroom/shared/job/context';
import type { JobEvent } from '../protocol/job-events.ts';

/** A person sees no difference below this, and each event costs a task on the page's thread. */
const MIN_INTERVAL_MS = 50;

/** Share of a job's time that each of its stages takes, measured on two cores at `med`; sums to 1. */
export type StageShares = Readonly<Partial<Record<Stage, number>>>;

export const MAKE_SHARES: StageShares = {
  decode: 0.08,
  matte: 0.52,
  outline: 0.2,
  pattern: 0.1,
  texture: 0.1,
};
export const FIT_SHARES: StageShares = {
  pattern: 0.04,
  pose: 0.14,
  drape: 0.52,
  fit: 0.08,
  texture: 0.04,
  write: 0.12,
  render: 0.06,
};

/**
 * Turns (stage, fraction) calls into few events with one rising number for the whole job.
 *
 * A stage counts as begun when it first reports and all that come before it as done; a stage
 * without a share moves nothing. The first event of each stage is always posted.
 */
export function createProgressThrottle(
  shares: StageShares,
  now: () => number,
  post: (event: JobEvent) => void,
): (stage: Stage, fraction: number) => void {
  let lastPosted = Number.NEGATIVE_INFINITY;
  let lastStage: Stage | null = null;
  let overall = 0;
  return (stage, fraction) => {
    let before = 0;
    for (const earlier of STAGES) {
      if (earlier === stage) break;
      before += shares[earlier] ?? 0;
    }
    const within = Math.min(1, Math.max(0, fraction)) * (shares[stage] ?? 0);
    overall = Math.min(1, Math.max(overall, before + within));
    const time = now();
    if (stage === lastStage && time - lastPosted < MIN_INTERVAL_MS) return;
    lastPosted = time;
    lastStage = stage;
    post({ type: 'progress', stage, overall });
  };
}
