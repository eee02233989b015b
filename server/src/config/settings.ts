import { z } from 'zod';
import { CAPABILITIES } from '../records/schema/stored-values.ts';
import { NETWORK_SETTINGS } from './network-settings.ts';
import {
  addressOrNone,
  addressRangeList,
  collectorOrNone,
  keptDays,
  originList,
  wholeNumber,
} from './setting-kinds.ts';
import { STORE_SETTINGS } from './store-settings.ts';

/**
 * Every setting of the server: the variable's name, its meaning, and how it is read. The README's
 * table is made from this, so that it cannot fall behind.
 */
export const SETTINGS = {
  port: {
    variable: 'PORT',
    meaning: 'Port to listen on; 0 takes any free one.',
    schema: wholeNumber(0, 65_535, 8080),
  },
  host: {
    variable: 'HOST',
    meaning: 'Address to listen on. Empty: every address of the machine.',
    schema: z.string().default(''),
  },
  workerPort: {
    variable: 'FITROOM_WORKER_PORT',
    meaning: 'Port at which a worker process tells its health and figures; 0 takes any free one.',
    schema: wholeNumber(0, 65_535, 9464),
  },
  dataFolder: {
    variable: 'FITROOM_DATA',
    meaning: 'Folder for the database, the stored files and the signing key.',
    schema: z.string().min(1).default('.data'),
  },
  workers: {
    variable: 'FITROOM_WORKERS',
    meaning:
      'Jobs that run at once, each in a thread of its own (about 1 GB each). 0: none here, they are left to worker processes.',
    schema: wholeNumber(0, 64, 1),
  },
  jobLimitSeconds: {
    variable: 'FITROOM_JOB_LIMIT_S',
    meaning:
      'Seconds after which a job is stopped. One of networks has FITROOM_VIEWS_LIMIT_S and FITROOM_RECONSTRUCT_LIMIT_S besides, for each try.',
    schema: wholeNumber(1, 86_400, 300),
  },
  stageLimitSeconds: {
    variable: 'FITROOM_STAGE_LIMIT_S',
    meaning:
      'Seconds after which a job is stopped that does not get past one of its stages; views and reconstruct have limits of their own.',
    schema: wholeNumber(1, 86_400, 180),
  },
  leaseSeconds: {
    variable: 'FITROOM_LEASE_S',
    meaning:
      'Seconds without a sign of life after which the jobs of a process are given to another; a sixth of it between two signs.',
    schema: wholeNumber(3, 3600, 30),
  },
  capabilities: {
    variable: 'FITROOM_CAPABILITIES',
    meaning:
      'What this host takes: cpu, cuda, or cpu,cuda. A GPU that networks run on is found by itself; cuda alone keeps other jobs away.',
    schema: z
      .string()
      .default('cpu')
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.enum(CAPABILITIES, 'expected cpu, cuda or both')).min(1)),
  },
  queueLimit: {
    variable: 'FITROOM_QUEUE_LIMIT',
    meaning: 'Jobs that may wait; more are answered with 429 and Retry-After.',
    schema: wholeNumber(1, 100_000, 200),
  },
  keepOriginalsDays: {
    variable: 'FITROOM_KEEP_ORIGINALS_DAYS',
    meaning:
      'Days after which an uploaded photo is removed that no garment was made of since. 0: never.',
    schema: keptDays(0),
  },
  keepIntermediatesDays: {
    variable: 'FITROOM_KEEP_INTERMEDIATES_DAYS',
    meaning: 'Days after which what jobs keep for other jobs is removed. 0: never.',
    schema: keptDays(7),
  },
  keepResultsDays: {
    variable: 'FITROOM_KEEP_RESULTS_DAYS',
    meaning:
      'Days after which the files of a session are removed, and those of a garment not worn since; thumbnails stay. 0: never.',
    schema: keptDays(0),
  },
  diskReserveMegabytes: {
    variable: 'FITROOM_DISK_RESERVE_MB',
    meaning:
      'Free megabytes where the data folder is below which uploads and new jobs are answered with 507. 0: no check.',
    // The database's log, some hundred results in the making, and time for somebody to see the alert.
    schema: wholeNumber(0, 10_000_000, 512),
  },
  webhooks: {
    variable: 'FITROOM_WEBHOOKS',
    meaning:
      'Who may register webhooks: keys, whoever has an API key of a tenant; open, anybody who reaches the server, and hears of all jobs.',
    schema: z.enum(['keys', 'open']).default('keys'),
  },
  webhooksAllowPrivate: {
    variable: 'FITROOM_WEBHOOKS_ALLOW_PRIVATE',
    meaning:
      'true: webhooks may lead to http and to addresses of this network, which requests could then probe.',
    schema: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true'),
  },
  ratePerMinute: {
    variable: 'FITROOM_RATE_PER_MINUTE',
    meaning:
      'Requests a minute from one client address; more are answered with 429 and Retry-After. 0: no limit.',
    // 500 people behind one address, each asking for a job's state every second, twice over: what is
    // above it is no crowd.
    schema: wholeNumber(0, 100_000_000, 60_000),
  },
  workPerMinute: {
    variable: 'FITROOM_WORK_PER_MINUTE',
    meaning: 'Uploads and new jobs a minute from one client address, likewise.',
    // A try-on is three of them: a hundred people of one office in the same minute.
    schema: wholeNumber(0, 100_000_000, 300),
  },
  streamsPerClient: {
    variable: 'FITROOM_STREAMS_PER_CLIENT',
    meaning: 'Event streams that one client address may hold open. 0: no limit.',
    // Twice the people of one address who each follow a job.
    schema: wholeNumber(0, 1_000_000, 1000),
  },
  auth: {
    variable: 'FITROOM_AUTH',
    meaning:
      'off: whoever reaches the API may use it; keys: only with a key that `fitroom keys create` made.',
    schema: z.enum(['off', 'keys']).default('off'),
  },
  trustedProxies: {
    variable: 'FITROOM_TRUSTED_PROXIES',
    meaning:
      'Proxies whose X-Forwarded-For, -Proto and -Host are believed: addresses, blocks (10.0.0.0/8, fd00::/8), loopback, private; separated by commas.',
    schema: addressRangeList,
  },
  publicUrl: {
    variable: 'FITROOM_PUBLIC_URL',
    meaning: 'Address that clients see, for links. Empty: the address of the request.',
    schema: addressOrNone,
  },
  linkWindowSeconds: {
    variable: 'FITROOM_LINK_WINDOW_S',
    meaning: 'A signed link stays the same for this long and is good for one to two times as long.',
    schema: wholeNumber(60, 604_800, 3600),
  },
  corsOrigins: {
    variable: 'FITROOM_CORS_ORIGINS',
    meaning: 'Origins of other sites whose pages may call the API, separated by commas; * for all.',
    schema: originList,
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    meaning:
      'PostgreSQL to keep records and jobs in: postgres://user:password@host/database. Empty: a file in the data folder.',
    schema: z
      .string()
      .regex(/^(postgres(ql)?:\/\/.+)?$/, 'expected postgres://…')
      .default(''),
  },
  redisUrl: {
    variable: 'REDIS_URL',
    meaning:
      'Redis that tells workers of jobs at once: redis://host:6379. Needs DATABASE_URL. Empty: they look every 5 seconds.',
    schema: z
      .string()
      .regex(/^(rediss?:\/\/.+)?$/, 'expected redis://… or rediss://…')
      .default(''),
  },
  signingKey: {
    variable: 'FITROOM_SIGNING_KEY',
    meaning:
      'Secret that links are signed with, 64 hex digits, the same on every host. Empty: made once and kept in the data folder.',
    schema: z
      .string()
      .regex(/^([0-9a-f]{64})?$/i, 'expected 64 hex digits')
      .default(''),
  },
  ...STORE_SETTINGS,
  ...NETWORK_SETTINGS,
  tracesEndpoint: {
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    meaning: 'Collector that traces are sent to (OTLP over HTTP, JSON). Empty: nothing is traced.',
    schema: collectorOrNone.default(''),
  },
  tracesServiceName: {
    variable: 'OTEL_SERVICE_NAME',
    meaning: 'Name of this service in traces.',
    schema: z.string().min(1).default('fitroom'),
  },
  logLevel: {
    variable: 'FITROOM_LOG_LEVEL',
    meaning: 'fatal, error, warn, info, debug or silent.',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  },
} as const;

export type Settings = {
  readonly [Name in keyof typeof SETTINGS]: Readonly<z.infer<(typeof SETTINGS)[Name]['schema']>>;
};
