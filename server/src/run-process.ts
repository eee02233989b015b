import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { readSettings, SettingsError } from './config/read-settings.ts';
import type { Settings } from './config/settings.ts';
import { findMatteModel } from './inference/matte-models.ts';
import { neuralSettingsOf } from './inference/neural-runtime.ts';
import type { JobRunner } from './jobs/job-task.ts';
import { createThreadRunner } from './jobs/thread-runner.ts';
import { createLogger, type Logger } from './log/logger.ts';

/** npm passes on a Ctrl+C that the terminal has sent already; a later one means: at once. */
const ECHO_MS = 500;

export interface ProcessPorts {
  readonly settings: Settings;
  readonly logger: Logger;
  createRunner(dataFolder: string): JobRunner;
}

export interface RunningProcess {
  /** Where it answers on this machine. */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Starts with the settings of the environment, and stops in order on SIGTERM and SIGINT. What is wrong
 * with the settings or the port is said in one line, and ends the process with status 1.
 *
 * @param name what the log calls it.
 */
export async function runProcess(
  name: string,
  start: (ports: ProcessPorts) => Promise<RunningProcess>,
): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const logger = createLogger(settings.logLevel, process.stdout.isTTY);
    const running = await start({ settings, logger, createRunner: threadsFor(settings) });
    logger.info({ address: running.address }, `${name} is ready: ${running.address}`);
    stopOnSignals(name, logger, running);
    // Kept otherwise only by a process that ends in order: one that is killed each time would compile all each time.
    flushCompileCache();
  } catch (error) {
    const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (error instanceof SettingsError) console.error(error.message);
    else if (isPortTaken) {
      console.error('The port is taken. Stop what listens there, or set PORT to another number.');
    } else console.error(error);
    process.exit(1);
  }
}

function threadsFor(settings: Settings): ProcessPorts['createRunner'] {
  // A name that is not listed must show now, not with the first job.
  const matteModel = findMatteModel(settings.matteModel)?.name ?? null;
  return (dataFolder) =>
    createThreadRunner({
      program: new URL('./jobs/job-thread.ts', import.meta.url),
      workerData: {
        cacheFolder: join(dataFolder, 'cache'),
        matteModel,
        modelsFolder: settings.modelsFolder,
        neural: neuralSettingsOf(settings),
      },
    });
}

function stopOnSignals(name: string, logger: Logger, running: RunningProcess): void {
  let stoppingSince = 0;
  const stop = async (signal: string) => {
    if (stoppingSince > 0) {
      if (Date.now() - stoppingSince > ECHO_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    logger.info(
      { signal },
      `${name} stops; jobs in progress go on at the next start or elsewhere.`,
    );
    await running.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop(signal));
  }
}
