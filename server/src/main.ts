import './config/no-telemetry.ts';
import { join } from 'node:path';
import { readSettings, SettingsError } from './config/read-settings.ts';
import { findMatteModel } from './inference/matte-models.ts';
import { createThreadRunner } from './jobs/thread-runner.ts';
import { createLogger } from './log/logger.ts';
import { startServer } from './start-server.ts';

/** npm passes on a Ctrl+C that the terminal has sent already; a later one means: at once. */
const ECHO_MS = 500;

/** Starts the server with the settings of the environment and stops it on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const logger = createLogger(settings.logLevel, process.stdout.isTTY);
  // A name that is not listed must show now, not with the first job.
  const matteModel = findMatteModel(settings.matteModel)?.name ?? null;
  const server = await startServer({
    settings,
    logger,
    createRunner: (dataFolder) =>
      createThreadRunner({
        program: new URL('./jobs/job-thread.ts', import.meta.url),
        workerData: {
          cacheFolder: join(dataFolder, 'cache'),
          matteModel,
          modelsFolder: settings.modelsFolder,
        },
      }),
  });
  logger.info({ address: server.address }, `Fitroom is ready: ${server.address}`);
  let stoppingSince = 0;
  const stop = async (signal: string) => {
    if (stoppingSince > 0) {
      if (Date.now() - stoppingSince > ECHO_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    logger.info({ signal }, 'Fitroom stops; jobs in progress go on at the next start.');
    await server.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop(signal));
  }
}

main().catch((error: unknown) => {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (error instanceof SettingsError) console.error(error.message);
  else if (isPortTaken) {
    console.error('The port is taken. Stop what listens there, or set PORT to another number.');
  } else console.error(error);
  process.exit(1);
});
