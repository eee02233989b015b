import type { JobStage } from '@fitroom/shared/schemas/job-state';
import type { Metrics } from '../metrics/metrics.ts';
import type { GeneratorHost } from '../models/generator-host.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { Database } from '../records/database.ts';
import type { JobEvents } from './job-events.ts';
import type { JobRunner } from './job-task.ts';

/** What a job is done with. */
export interface JobPorts {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly runner: JobRunner;
  readonly events: Pick<JobEvents, 'publish'>;
  readonly metrics: Metrics;
  readonly generators: Pick<GeneratorHost, 'list' | 'prepare' | 'ranOn'>;
}

/** One attempt at a job: what it is done with, and who wants to know how far it is. */
export interface AttemptPorts extends JobPorts {
  stageBegan(stage: JobStage): void;
}
