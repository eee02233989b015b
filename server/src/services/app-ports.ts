import type { Settings } from '../config/settings.ts';
import type { JobEvents } from '../jobs/job-events.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { LinkSigner } from '../objects/link-signer.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { Database } from '../records/open-database.ts';

/** What the routes need of the queue: that it looks for work, and that it ends some. */
export interface JobControl {
  wake(): void;
  cancel(targetId: string): void;
}

/** Everything that requests are answered with; each service takes the part it uses. */
export interface AppPorts {
  readonly settings: Settings;
  readonly database: Database;
  readonly store: ObjectStore;
  readonly signer: LinkSigner;
  readonly jobs: JobControl;
  readonly events: JobEvents;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The built app's folder; it may be missing. */
  readonly appFolder: string;
}
