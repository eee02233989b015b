import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { PATHS, resolveDataFolder } from './config/paths.ts';
import type { Settings } from './config/settings.ts';
import { createLimitedServer } from './http/limited-server.ts';
import { createMemoryCounter } from './http/rate-counter.ts';
import { createJobEvents } from './jobs/job-events.ts';
import type { JobRunner } from './jobs/job-task.ts';
import { Supervisor } from './jobs/supervisor.ts';
import type { Logger } from './log/logger.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createStorageFigures } from './metrics/storage-figures.ts';
import { openObjects } from './objects/open-objects.ts';
import { putPresets } from './presets/put-presets.ts';
import { problemResponse } from './problems/problem-response.ts';
import { countJobs } from './records/jobs.ts';
import { openDatabase } from './records/open-database.ts';
import { openTraces } from './traces/open-traces.ts';

/** How long running requests may take to end when the server stops. */
const CLOSE_GRACE_MS = 3000;

export interface StartOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  /** @param dataFolder where a runner may keep its caches. */
  createRunner(dataFolder: string): JobRunner;
  readonly now?: () => number;
  readonly appFolder?: string;
  readonly bodiesFolder?: string;
}

export interface RunningServer {
  /** Where it answers on this machine, without a slash at the end. */
  readonly address: string;
  /** Stops listening, gives running jobs back to the queue, and closes the database. */
  stop(): Promise<void>;
}

/** Puts the server together on one data folder and starts listening. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { settings, logger, now = Date.now } = options;
  const dataFolder = resolveDataFolder(settings.dataFolder);
  mkdirSync(dataFolder, { recursive: true });
  const database = openDatabase(join(dataFolder, 'fitroom.sqlite'), PATHS.migrations);
  const objects = await openObjects(settings, dataFolder, now);
  const { store, signer } = objects;
  const presets = await putPresets(
    options.bodiesFolder ?? PATHS.bodies,
    store,
    database,
    new Date(now()),
  );
  if (presets.length === 0) logger.warn({}, 'There are no avatar presets: nothing can be dressed.');
  const metrics = createMetrics(
    () => ({
      queued: countJobs(database, 'queued'),
      running: countJobs(database, 'running'),
    }),
    createStorageFigures(store, dataFolder, now),
  );
  const events = createJobEvents();
  const supervisor = new Supervisor({
    database,
    store,
    runner: options.createRunner(dataFolder),
    events,
    logger,
    metrics,
    now,
    workers: settings.workers,
    limitSeconds: settings.jobLimitSeconds,
  });
  const traces = await openTraces(
    { endpoint: settings.tracesEndpoint, serviceName: settings.tracesServiceName },
    logger,
  );
  const ports = {
    settings,
    database,
    store,
    signer,
    jobs: supervisor,
    events,
    logger,
    metrics,
    now,
    appFolder: options.appFolder ?? PATHS.app,
  };
  const app = createApp(ports, { rates: createMemoryCounter(), traces });
  const server = createLimitedServer(
    getRequestListener(app.fetch, {
      // What never reaches the app: a Host header or an address that no URL can be made of.
      errorHandler: (error) => problemResponse(error, randomUUID()),
    }),
  );
  const address = await listen(server, settings);
  supervisor.start();
  return {
    address,
    async stop() {
      const closed = closeServer(server);
      events.close();
      await supervisor.stop();
      await closed;
      await traces.close();
      database.$client.close();
      objects.close();
    },
  };
}

function listen(server: Server, { port, host }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host ? { host } : {}) }, () => {
      const { port: actual } = server.address() as AddressInfo;
      const isEverywhere = host === '' || host === '0.0.0.0' || host === '::';
      const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      resolve(`http://${name}:${actual}`);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
