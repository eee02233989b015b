import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '..', 'src');

/** One process of a deployment. */
export interface PlannedProcess {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** Whether it answers HTTP; its address is read from its log. */
  readonly isApi: boolean;
  /** Beside the layout's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What is started, killed and started again; everything is said to it by arguments and environment. */
export interface Layout {
  readonly processes: readonly PlannedProcess[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where the database file and the folder of objects are, unless the environment says otherwise. */
  readonly dataFolder: string;
}

/** Limits on clients would be what is measured; each has tests of its own. */
const UNLIMITED = { FITROOM_RATE_PER_MINUTE: '0', FITROOM_WORK_PER_MINUTE: '0' };

/**
 * As the image and the service unit start a server (server/deploy; a test holds them together): what it frees
 * goes back to the system, in place of staying in a pool of each thread (docs/decisions/0215).
 */
export const MALLOC_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  MALLOC_TRIM_THRESHOLD_: '1048576',
} as const;

/** One server on SQLite, a folder and its own job threads, with the standard settings. */
export function embeddedLayout(
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): Layout {
  return {
    processes: [{ name: 'server', args: [join(SERVER, 'main.ts')], isApi: true }],
    environment: {
      PORT: '0',
      HOST: '127.0.0.1',
      FITROOM_DATA: dataFolder,
      ...MALLOC_ENVIRONMENT,
      ...UNLIMITED,
      ...environment,
    },
    dataFolder,
  };
}

/** Long enough for a busy machine; short, so that what a dead process held is soon taken over. */
const LEASE_S = 5;

/**
 * Two servers and two workers on PostgreSQL, Redis and S3; each process on a data folder of its own, as on
 * hosts of their own.
 *
 * @param services DATABASE_URL, REDIS_URL and S3_…, as the server takes them.
 */
export function distributedLayout(
  dataFolder: string,
  services: Readonly<Record<string, string>>,
): Layout {
  const process = (name: string, args: readonly string[], isApi: boolean): PlannedProcess => ({
    name,
    args,
    isApi,
    environment: {
      FITROOM_DATA: join(dataFolder, name),
      // Jobs are the workers', so that a kill of either says which was at fault.
      FITROOM_WORKERS: isApi ? '0' : '1',
    },
  });
  const worker = [join(SERVER, 'cli', 'main.ts'), 'worker'];
  return {
    processes: [
      process('server-1', [join(SERVER, 'main.ts')], true),
      process('server-2', [join(SERVER, 'main.ts')], true),
      process('worker-1', worker, false),
      process('worker-2', worker, false),
    ],
    environment: {
      PORT: '0',
      FITROOM_WORKER_PORT: '0',
      HOST: '127.0.0.1',
      FITROOM_LEASE_S: String(LEASE_S),
      FITROOM_SIGNING_KEY: 'fe'.repeat(32),
      ...MALLOC_ENVIRONMENT,
      ...UNLIMITED,
      ...services,
    },
    dataFolder,
  };
}
