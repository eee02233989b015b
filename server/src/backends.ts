import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { resolveDataFolder } from './config/paths.ts';
import { SettingsError } from './config/read-settings.ts';
import type { Settings } from './config/settings.ts';
import { createJobEvents, type JobEvents } from './jobs/job-events.ts';
import type { JobRunner } from './jobs/job-task.ts';
import { countNeuralPlaces } from './jobs/neural-places.ts';
import { createQueueForecast, type QueueForecast } from './jobs/queue-forecast.ts';
import { Supervisor } from './jobs/supervisor.ts';
import type { Logger } from './log/logger.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { createQueueFigures } from './metrics/queue-figures.ts';
import { createStorageFigures } from './metrics/storage-figures.ts';
import {
  createGeneratorHost,
  type GeneratorHost,
  type GeneratorHostOptions,
} from './models/generator-host.ts';
import type { LinkSigner } from './objects/link-signer.ts';
import type { ObjectStore } from './objects/object-store.ts';
import { openObjects } from './objects/open-objects.ts';
import type { JobTransport } from './queue/redis-queue.ts';
import type { Database } from './records/database.ts';
import { openDatabase } from './records/open-database.ts';
import { openTraces } from './traces/open-traces.ts';
import type { Traces } from './traces/traces.ts';

export interface BackendOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  /** @param dataFolder where a runner may keep its caches. */
  createRunner(dataFolder: string): JobRunner;
  readonly now?: () => number;
  /** For tests: generators in place of those that are built. */
  readonly generators?: Pick<GeneratorHostOptions, 'generators'>;
}

/** What an API process and a worker process have in common. */
export interface Backends {
  readonly dataFolder: string;
  readonly database: Database;
  readonly store: ObjectStore;
  readonly signer: LinkSigner;
  /** Null where this process is the only one. */
  readonly transport: JobTransport | null;
  readonly events: JobEvents;
  readonly metrics: Metrics;
  readonly traces: Traces;
  readonly forecast: QueueForecast;
  readonly generators: GeneratorHost;
  /** By which other processes know this one. */
  readonly workerId: string;
  /** Runs jobs as far as the process has places, and looks after the queue. */
  readonly supervisor: Supervisor;
  /** Gives running jobs back to the queue and lets everything go. */
  close(): Promise<void>;
}

/**
 * Opens the database, the store and, where it is set, Redis, and puts the parts together that run
 * jobs. Nothing is begun yet: `supervisor.start` does that.
 *
 * @throws {SettingsError} when they do not fit together, or what the database or the store says.
 */
export async function openBackends(options: BackendOptions): Promise<Backends> {
  const { settings, logger, now = Date.now } = options;
  if (settings.redisUrl && !settings.databaseUrl) {
    throw new SettingsError(['REDIS_URL: it is for several hosts, and they share a DATABASE_URL']);
  }
  const dataFolder = resolveDataFolder(settings.dataFolder);
  mkdirSync(dataFolder, { recursive: true });
  const database = await openDatabase(settings, dataFolder, logger);
  const objects = await openObjects(settings, dataFolder, now).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const { store, signer } = objects;
  const metrics = createMetrics({
    queue: createQueueFigures(database, now),
    storage: createStorageFigures(store, dataFolder, now),
  });
  const local = createJobEvents();
  // The client of Redis is loaded where there is one.
  const transport = settings.redisUrl
    ? (await import('./queue/redis-queue.ts')).openRedisTransport(settings.redisUrl, logger)
    : null;
  const events = transport ? publishedBy(local, transport) : local;
  const traces = await openTraces(
    { endpoint: settings.tracesEndpoint, serviceName: settings.tracesServiceName },
    logger,
  );
  const generators = createGeneratorHost({
    settings,
    logger,
    now,
    cacheFolder: join(dataFolder, 'cache'),
    ...options.generators,
  });
  if (settings.workers > 0 && generators.isSetUp) logger.info({}, generators.deviceLine.en);
  const workerId = randomUUID();
  const supervisor = new Supervisor({
    database,
    store,
    runner: options.createRunner(dataFolder),
    events,
    logger,
    metrics,
    traces,
    now,
    transport,
    worker: {
      id: workerId,
      host: hostname(),
      capabilities: settings.capabilities,
      places: settings.workers,
      neuralPlaces: await countNeuralPlaces(
        settings.neuralJobs,
        generators.device,
        process.env.CUDA_VISIBLE_DEVICES,
      ),
    },
    limits: {
      job: settings.jobLimitSeconds,
      stage: settings.stageLimitSeconds,
      views: settings.viewsLimitSeconds,
      reconstruct: settings.reconstructLimitSeconds,
      tries: settings.neuralRetry === '1' ? 2 : 1,
    },
    generators,
    leaseSeconds: settings.leaseSeconds,
  });
  transport?.onPublished((targetId) => {
    local.publish(targetId);
    supervisor.targetChanged(targetId);
  });
  return {
    dataFolder,
    database,
    store,
    signer,
    transport,
    events,
    metrics,
    traces,
    forecast: createQueueForecast(database, now),
    generators,
    workerId,
    supervisor,
    async close() {
      local.close();
      await supervisor.stop();
      await traces.close();
      await transport?.close();
      await database.close();
      objects.close();
    },
  };
}

/** Takes the jobs that are announced, where there is somebody to announce them. */
export function listenForJobs(
  { transport, supervisor }: Pick<Backends, 'transport' | 'supervisor'>,
  { workers }: Pick<Settings, 'workers'>,
): void {
  if (workers > 0) transport?.onAnnounced(supervisor.needs(), workers, () => supervisor.serve());
}

/** What is published goes to all processes, and comes back to this one. */
function publishedBy(local: JobEvents, transport: JobTransport): JobEvents {
  return {
    publish(targetId) {
      // While Redis is away, those who watch here are told all the same.
      if (transport.isConnected()) transport.publish(targetId);
      else local.publish(targetId);
    },
    subscribe: local.subscribe,
    close: local.close,
    get isClosed() {
      return local.isClosed;
    },
  };
}
