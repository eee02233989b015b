import { type BackendOptions, listenForJobs, openBackends } from './backends.ts';
import { SettingsError } from './config/read-settings.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { closeServer, listen } from './http/listen.ts';
import { createRouter } from './routes/create-router.ts';
import { serviceRoutes } from './routes/service.ts';
import type { RunningServer } from './start-server.ts';

/**
 * A process that only runs jobs: any number of them, on any hosts, beside one or more servers on the
 * same database and store. It answers /healthz, /readyz and /metrics, nothing else.
 *
 * @throws {SettingsError} without a database that others can reach too, or with no places for jobs.
 */
export async function startWorker(options: BackendOptions): Promise<RunningServer> {
  const { settings } = options;
  if (!settings.databaseUrl) {
    throw new SettingsError([
      'DATABASE_URL: a worker of its own shares a database with the servers',
    ]);
  }
  if (settings.workers === 0) {
    throw new SettingsError([
      'FITROOM_WORKERS: a worker that runs no jobs is of no use; 1 or more',
    ]);
  }
  const backends = await openBackends(options);
  const router = createRouter().route(
    '/',
    serviceRoutes({ ...backends, now: options.now ?? Date.now }),
  );
  const server = createHttpServer(router.fetch);
  const address = await listen(server, { port: settings.workerPort, host: settings.host });
  await backends.supervisor.start();
  listenForJobs(backends, settings);
  return {
    address,
    async stop() {
      const closed = closeServer(server);
      await backends.close();
      await closed;
    },
  };
}
