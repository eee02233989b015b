import { shareAnswer } from '../platform/share-answer.ts';
import type { Database } from '../records/database.ts';
import { listOpenJobs, type OpenJob, recentDurations } from '../records/job-figures.ts';
import type { JobKind, JobNeed } from '../records/schema/stored-values.ts';
import { listWorkers } from '../records/workers.ts';
import { needsMet } from './host-needs.ts';

/** When a job will have ended, as far as what was seen lately can tell. */
export interface QueueForecast {
  /**
   * @param progress of the job, 0..1, once it runs.
   * @returns seconds; null when nothing like it ended lately, or no host for it is awake.
   */
  etaSeconds(targetId: string, progress: number): Promise<number | null>;
}

/** Hundreds may ask in the same second. */
const LINE_AGE_MS = 1000;
const PACE_AGE_MS = 15_000;
/** A host that was not seen for this long sleeps. */
const ASLEEP_MS = 60_000;
/** A job that takes longer than the others is always nearly done. */
const LEAST_SHARE_LEFT = 0.05;

/** Jobs of networks take another time than the others of their kind. */
type PaceKey = JobKind | 'neural';
const paceKey = ({ kind, needs }: Pick<OpenJob, 'kind' | 'needs'>): PaceKey =>
  needs === 'cpu' ? kind : 'neural';

interface Pace {
  readonly medianMs: ReadonlyMap<PaceKey, number>;
  readonly places: Readonly<Record<JobNeed, number>>;
}

/** @param now milliseconds since 1970. */
export function createQueueForecast(database: Database, now: () => number): QueueForecast {
  const line = shareAnswer(() => listOpenJobs(database), LINE_AGE_MS, now);
  const pace = shareAnswer(() => readPace(database, now()), PACE_AGE_MS, now);
  return {
    async etaSeconds(targetId, progress) {
      return forecast(await line(), await pace(), targetId, progress);
    },
  };
}

/**
 * The jobs before this one, shared out over the places that can run them, and then itself. What waits
 * for a garment in the line is behind it anyway.
 */
export function forecast(
  line: readonly OpenJob[],
  { medianMs, places }: Pace,
  targetId: string,
  progress: number,
): number | null {
  const place = line.findIndex((job) => job.targetId === targetId);
  const job = line[place];
  const own = job && medianMs.get(paceKey(job));
  if (!job || own === undefined) return null;
  if (job.state === 'running') {
    return Math.ceil((own * Math.max(LEAST_SHARE_LEFT, 1 - progress)) / 1000);
  }
  if (places[job.needs] === 0) return null;
  const before = line.slice(0, place).filter(({ needs }) => needs === job.needs);
  const workMs = before.reduce((sum, other) => {
    // A running one is half done, on the average.
    return sum + (medianMs.get(paceKey(other)) ?? 0) * (other.state === 'running' ? 0.5 : 1);
  }, 0);
  return Math.ceil((workMs / places[job.needs] + own) / 1000);
}

async function readPace(database: Database, now: number): Promise<Pace> {
  const medianMs = new Map<PaceKey, number>();
  for (const [key, durations] of Map.groupBy(await recentDurations(database), paceKey)) {
    const sorted = durations.map(({ durationMs }) => durationMs);
    medianMs.set(key, sorted.sort((a, b) => a - b)[sorted.length >> 1] ?? 0);
  }
  const places = { cpu: 0, neural: 0, cuda: 0 };
  for (const worker of await listWorkers(database)) {
    if (now - worker.seenAt.getTime() > ASLEEP_MS) continue;
    for (const need of needsMet(worker.capabilities, worker.generators ?? [])) {
      // One at a time is the rule for networks; where there are more, it ends earlier than told.
      places[need] += need === 'cpu' ? worker.places : 1;
    }
  }
  return { medianMs, places };
}
