import type { Database } from '../records/database.ts';
import { queueDepths } from '../records/job-figures.ts';
import { JOB_NEEDS, type JobNeed, type JobPhase } from '../records/schema/stored-values.ts';
import { listWorkers } from '../records/workers.ts';

export interface DepthFigure {
  readonly state: JobPhase;
  readonly needs: JobNeed;
  readonly total: number;
  /** How long ago the oldest of them was asked for. */
  readonly oldestSeconds: number;
}

export interface WorkerFigure {
  readonly id: string;
  readonly host: string;
  readonly places: number;
  /** How long ago it gave its last sign of life. */
  readonly silentSeconds: number;
}

/** What the metrics tell of the queue; it is the same whichever process is asked. */
export interface QueueFigures {
  /** Also for those states of which there are no jobs. */
  depths(): Promise<DepthFigure[]>;
  workers(): Promise<WorkerFigure[]>;
}

/** @param now milliseconds since 1970. */
export function createQueueFigures(database: Database, now: () => number): QueueFigures {
  const secondsSince = (time: Date) => Math.max(0, (now() - time.getTime()) / 1000);
  return {
    async depths() {
      const found = await queueDepths(database);
      return (['queued', 'running'] as const).flatMap((state) =>
        JOB_NEEDS.map((needs) => {
          const depth = found.find((one) => one.state === state && one.needs === needs);
          const oldestSeconds = depth?.oldest ? secondsSince(depth.oldest) : 0;
          return { state, needs, total: depth?.total ?? 0, oldestSeconds };
        }),
      );
    },
    async workers() {
      const rows = await listWorkers(database);
      return rows.map(({ id, host, places, seenAt }) => ({
        id,
        host,
        places,
        silentSeconds: secondsSince(seenAt),
      }));
    },
  };
}
