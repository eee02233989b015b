import type { Logger } from '../log/logger.ts';
import type { JobTransport } from '../queue/redis-queue.ts';
import type { Capability } from '../records/schema/stored-values.ts';
import type { Traces } from '../traces/traces.ts';
import type { JobPorts } from './job-ports.ts';
import type { TimeLimits } from './time-limits.ts';

/** A process that runs jobs. */
export interface WorkerIdentity {
  readonly id: string;
  readonly host: string;
  readonly capabilities: readonly Capability[];
  /** Jobs that it runs at once; 0: it only looks after the queue. */
  readonly places: number;
  /** How many of them may be of neural generators. */
  readonly neuralPlaces: number;
}

export interface SupervisorPorts extends JobPorts {
  readonly logger: Logger;
  readonly traces: Traces;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly worker: WorkerIdentity;
  readonly limits: TimeLimits;
  /** A worker that gave no sign of life for this long is dead. */
  readonly leaseSeconds: number;
  /** Word to and from the other processes; null where this is the only one. */
  readonly transport: JobTransport | null;
}
