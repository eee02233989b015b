import { GENERATORS } from '@fitroom/shared/garment/vocabulary';
import { z } from 'zod';
import { DEVICE_SETTINGS } from '../inference/execution-device.ts';
import { CAPABILITIES } from '../records/schema/stored-values.ts';
import { readAddressRanges } from './address-range.ts';

/** All generators but `panels`, which runs anywhere. */
export const NEURAL_NAMES = GENERATORS.filter((name) => name !== 'panels');

const wholeNumber = (least: number, most: number, standard: number) =>
  z.coerce.number().int().min(least).max(most).default(standard);

/**
 * Nothing that people gave or were given goes unless the operator says so: an upgrade must not delete. What
 * can be made again goes after a week.
 */
const keptDays = (standard: number) => wholeNumber(0, 36_500, standard);

/** `https://fit.example`: an address without a path, brought into the form that browsers send. */
const httpOrigin = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  context.addIssue({ code: 'custom', message: 'expected an http(s) address without a path' });
  return z.NEVER;
});

/** A list in one variable: `https://a.example,https://b.example`. */
const originList = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''))
  .pipe(z.array(z.union([z.literal('*'), httpOrigin], 'expected * or http(s) addresses')));

/** As OTLP has it: a collector may stand below a path. */
const collectorOrNone = z.string().transform((text, context) => {
  if (text === '') return '';
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search) {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }
  context.addIssue({ code: 'custom', message: 'expected an http(s) address' });
  return z.NEVER;
});

/** `10.0.0.0/8, ::1, private` */
const addressRangeList = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''))
  .refine((parts) => parts.every((part) => readAddressRanges(part) !== null), {
    message: 'expected addresses, blocks such as 10.0.0.0/8, loopback or private',
  });

const addressOrNone = z
  .union([z.literal(''), httpOrigin], 'expected an http(s) address without a path')
  .default('');

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
  s3Endpoint: {
    variable: 'S3_ENDPOINT',
    meaning:
      'Address of an S3 server (MinIO and others) to keep files in. Empty: Amazon S3 where S3_BUCKET is set, else a folder.',
    schema: addressOrNone,
  },
  s3Region: {
    variable: 'S3_REGION',
    meaning: 'Region of the bucket.',
    schema: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'expected a region such as eu-central-1')
      .default('us-east-1'),
  },
  s3Bucket: {
    variable: 'S3_BUCKET',
    meaning:
      'Bucket for the files; made when it is missing. Empty with S3_ENDPOINT set: fitroom. It needs no public access.',
    schema: z
      .string()
      .regex(/^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$/, 'expected the name of a bucket')
      .default(''),
  },
  s3AccessKeyId: {
    variable: 'S3_ACCESS_KEY_ID',
    meaning:
      'Key of the store. Empty, with the secret: as AWS tools find it, such as the role of the host.',
    schema: z.string().default(''),
  },
  s3SecretAccessKey: {
    variable: 'S3_SECRET_ACCESS_KEY',
    meaning: 'Secret of that key.',
    schema: z.string().default(''),
  },
  s3PublicEndpoint: {
    variable: 'S3_PUBLIC_ENDPOINT',
    meaning: 'Address of the store that clients see, for links. Empty: S3_ENDPOINT.',
    schema: addressOrNone,
  },
  s3ForcePathStyle: {
    variable: 'S3_FORCE_PATH_STYLE',
    meaning:
      'true: the bucket in the path; false: in the name; auto: in the path where S3_ENDPOINT is set.',
    schema: z.enum(['auto', 'true', 'false']).default('auto'),
  },
  s3Links: {
    variable: 'S3_LINKS',
    meaning:
      'presigned: clients fetch files from the store; server: through this server, the store stays out of sight.',
    schema: z.enum(['presigned', 'server']).default('presigned'),
  },
  modelsFolder: {
    variable: 'FITROOM_MODELS',
    meaning:
      'Folder of networks: better ones for finding the garment, each in a folder of its name, also offered to browsers; in `generators` what `fitroom models` keeps, of which TripoSR’s is offered to browsers too.',
    schema: z.string().default(''),
  },
  modelsUrl: {
    variable: 'FITROOM_MODELS_URL',
    meaning:
      'Where `fitroom models pull` finds the models of the neural generators, each in a folder of its name: https://…, hub:OWNER/NAME or s3://BUCKET/FOLDER.',
    schema: z
      .string()
      .regex(/^((https?|s3):\/\/.+|hub:.+)?$/, 'expected https://…, hub:… or s3://…')
      .default(''),
  },
  modelsToken: {
    variable: 'FITROOM_MODELS_TOKEN',
    meaning: 'Token for that address, where it gives models only to those who agreed to terms.',
    schema: z.string().default(''),
  },
  acceptNonCommercial: {
    variable: 'FITROOM_ACCEPT_NC',
    meaning:
      '1: licences of models that forbid commercial use are accepted. 0: they are asked for.',
    schema: z.enum(['0', '1']).default('0'),
  },
  modelsLazy: {
    variable: 'FITROOM_MODELS_LAZY',
    meaning:
      '1: weights that are missing are fetched from FITROOM_MODELS_URL when the first job needs them. 0: only by `fitroom models pull`.',
    schema: z.enum(['0', '1']).default('1'),
  },
  device: {
    variable: 'FITROOM_DEVICE',
    meaning:
      'What neural generators run on: auto, the GPU where CUDA works and else the CPU; cuda, the GPU or nothing; cpu.',
    schema: z.enum(DEVICE_SETTINGS).default('auto'),
  },
  neuralJobs: {
    variable: 'FITROOM_NEURAL_JOBS',
    meaning:
      'Jobs of neural generators that run at once in this process, of the FITROOM_WORKERS; auto: one for each 8 GB of the GPU, one on a CPU.',
    schema: z.union([z.literal('auto'), z.coerce.number().int().min(1).max(64)]).default('auto'),
  },
  neuralRetry: {
    variable: 'FITROOM_NEURAL_RETRY',
    meaning:
      '1: a neural generator that runs out of memory or time at med is tried once more at low. 0: it fails.',
    schema: z.enum(['0', '1']).default('1'),
  },
  viewsLimitSeconds: {
    variable: 'FITROOM_VIEWS_LIMIT_S',
    meaning: 'Seconds that the stage views of a neural generator may take, for each try.',
    // Ten times what 75 steps are estimated at on a T4; on a CPU of few cores they take hours.
    schema: wholeNumber(1, 86_400, 600),
  },
  reconstructLimitSeconds: {
    variable: 'FITROOM_RECONSTRUCT_LIMIT_S',
    meaning: 'Seconds that the stage reconstruct may take, likewise.',
    schema: wholeNumber(1, 86_400, 300),
  },
  sidecarUrl: {
    variable: 'FITROOM_SIDECAR_URL',
    meaning:
      'Address of a host that runs generators which need Python (docs/sidecar.md). Empty: none.',
    schema: collectorOrNone.default(''),
  },
  sidecarToken: {
    variable: 'FITROOM_SIDECAR_TOKEN',
    meaning: 'Token that it is asked with. Empty: it asks for none.',
    schema: z.string().default(''),
  },
  sidecarGenerators: {
    variable: 'FITROOM_SIDECAR_GENERATORS',
    meaning:
      'Generators that it makes the garments of, in place of networks here: triposr,shap-e and so on.',
    schema: z
      .string()
      .default('')
      .transform((text) => text.split(',').map((part) => part.trim()))
      .transform((parts) => parts.filter((part) => part !== ''))
      .pipe(z.array(z.enum(NEURAL_NAMES, `expected some of ${NEURAL_NAMES.join(', ')}`))),
  },
  sidecarLimitSeconds: {
    variable: 'FITROOM_SIDECAR_LIMIT_S',
    meaning: 'Seconds that it may take for a garment.',
    // Node gives up an answer whose headers have not come after 300 s.
    schema: wholeNumber(1, 280, 240),
  },
  matteModel: {
    variable: 'FITROOM_MATTE_MODEL',
    meaning:
      'Network that finds the garment in jobs: u2netp, or a name of models/matte-models.json.',
    schema: z.string().min(1).default('u2netp'),
  },
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
