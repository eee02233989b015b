import type { Settings } from '../config/settings.ts';
import type { JobEvents } from '../jobs/job-events.ts';
import type { QueueForecast } from '../jobs/queue-forecast.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { GeneratorHost } from '../models/generator-host.ts';
import type { LinkSigner } from '../objects/link-signer.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { Announcement, JobTransport } from '../queue/redis-queue.ts';
import type { Database } from '../records/database.ts';

/** What the routes need of the queue: that it looks for work, and that it ends some. */
export interface JobControl {
  /** A job is in line. */
  added(job: Announcement): void;
  /** A 3D garment has ended: the jobs that wait for it can begin. */
  garmentEnded(cloth3dId: string): Promise<void>;
  /** Ends what is open of the jobs of a target; its row is the caller's to change. */
  cancel(targetId: string): Promise<void>;
}

/** Everything that requests are answered with; each service takes the part it uses. */
export interface AppPorts {
  readonly settings: Settings;
  readonly database: Database;
  readonly store: ObjectStore;
  readonly signer: LinkSigner;
  readonly jobs: JobControl;
  readonly forecast: QueueForecast;
  /** The neural generators of this process's host. */
  readonly generators: Pick<GeneratorHost, 'list'>;
  /** By which other processes know this one. */
  readonly workerId: string;
  readonly events: JobEvents;
  /** Word to and from other processes; null where this is the only one. */
  readonly transport: JobTransport | null;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The built app's folder; it may be missing. */
  readonly appFolder: string;
}
