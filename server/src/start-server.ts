import { createApp } from './app.ts';
import { type BackendOptions, listenForJobs, openBackends } from './backends.ts';
import { PATHS } from './config/paths.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { closeServer, listen } from './http/listen.ts';
import { createMemoryCounter } from './http/rate-counter.ts';
import { createDiskRoom } from './hygiene/disk-room.ts';
import { sweepHourly } from './hygiene/sweep-hourly.ts';
import { putPresets } from './presets/put-presets.ts';
import { freeUnansweredRequests } from './records/idempotent-requests.ts';
import { sendWebhooks } from './webhooks/send-due.ts';

export interface StartOptions extends BackendOptions {
  readonly appFolder?: string;
  readonly bodiesFolder?: string;
  /** Free bytes where the data folder is; default: what the file system says. */
  readonly freeBytes?: () => Promise<number | null>;
}

export interface RunningServer {
  /** Where it answers on this machine, without a slash at the end. */
  readonly address: string;
  /** Stops listening, gives running jobs back to the queue, and closes the database. */
  stop(): Promise<void>;
}

/** Puts the server together and starts listening. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { settings, logger, now = Date.now } = options;
  const backends = await openBackends(options);
  const { database, store, supervisor } = backends;
  const presets = await putPresets(
    options.bodiesFolder ?? PATHS.bodies,
    store,
    database,
    new Date(now()),
  );
  if (presets.length === 0) logger.warn({}, 'There are no avatar presets: nothing can be dressed.');
  const ports = {
    ...backends,
    settings,
    jobs: supervisor,
    logger,
    now,
    appFolder: options.appFolder ?? PATHS.app,
  };
  const counter = createMemoryCounter();
  // The client of Redis is large; a server of its own never loads it.
  const shared = settings.redisUrl
    ? (await import('./http/redis-counter.ts')).createRedisCounter(settings.redisUrl, counter)
    : null;
  const room = createDiskRoom({
    dataFolder: backends.dataFolder,
    reserveMegabytes: settings.diskReserveMegabytes,
    now,
    ...(options.freeBytes ? { freeBytes: options.freeBytes } : {}),
  });
  const app = createApp(ports, { rates: shared ?? counter, traces: backends.traces, room });
  const server = createHttpServer(app.fetch);
  // Nobody else answers requests on an embedded database.
  if (!database.isShared) await freeUnansweredRequests(database);
  const address = await listen(server, settings);
  await supervisor.start();
  listenForJobs(backends, settings);
  const stopSweeping = sweepHourly(ports);
  const stopSending = sendWebhooks(ports);
  return {
    address,
    async stop() {
      const closed = closeServer(server);
      backends.events.close();
      await closed;
      shared?.close();
      await stopSweeping();
      await stopSending();
      await backends.close();
    },
  };
}
