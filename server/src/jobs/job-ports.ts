import type { Metrics } from '../metrics/metrics.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { Database } from '../records/open-database.ts';
import type { JobEvents } from './job-events.ts';
import type { JobRunner } from './job-task.ts';

/** What a job is done with. */
export interface JobPorts {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly runner: JobRunner;
  readonly events: JobEvents;
  readonly metrics: Metrics;
}
