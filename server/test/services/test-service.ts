import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A real server for tests, on ports and in a folder of its own. */
export interface TestService<Address> {
  /** Where and how it is reached; the same after it was stopped and started. */
  readonly address: Address;
  /** Starts it again on its data after `stop`; resolves when it answers. */
  start(): Promise<void>;
  /** @param signal SIGKILL for a crash; otherwise it ends in its own orderly way. */
  stop(signal?: 'SIGKILL'): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  /** Beside this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Orderly end; SIGTERM where nothing else is said. */
  readonly endSignal?: NodeJS.Signals;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Whether it answers; may reject while it does not. */
  isReady(): Promise<boolean>;
}

/** On a busy machine of two cores, Swift's four processes take a quarter of it. */
const READY_MS = 120_000;
const POLL_MS = 25;
/** A server that does not end when asked is killed. */
const END_MS = 10_000;
const KEPT_OUTPUT = 4000;

/** A folder for one service's data, below the system's temporary files. */
export function serviceFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `fitroom-${name}-`));
}

/** Ports that nothing listens on now, all different. */
export async function freePorts<Count extends number>(count: Count): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  return Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          const address = server.address();
          const port = address !== null && typeof address === 'object' ? address.port : 0;
          server.close(() => resolve(port));
        }),
    ),
  );
}

/** Puts a service together from programs that start side by side and end in reverse order. */
export async function startPrograms<Address>(
  address: Address,
  folder: string,
  programs: readonly Program[],
): Promise<TestService<Address>> {
  let running: Running[] = [];
  const stop = async (signal?: 'SIGKILL') => {
    const ending = running.toReversed();
    running = [];
    for (const one of ending) await one.end(signal);
  };
  const start = async () => {
    if (running.length > 0) throw new Error('The service runs already.');
    running = programs.map(launch);
    try {
      await Promise.all(running.map((one) => one.ready));
    } catch (error) {
      await stop('SIGKILL');
      throw error;
    }
  };
  const remove = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return { address, start, stop, remove };
}

interface Running {
  readonly ready: Promise<void>;
  end(signal?: 'SIGKILL'): Promise<void>;
}

function launch(program: Program): Running {
  const { file, args, environment, endSignal = 'SIGTERM', user, isReady } = program;
  const env = { ...process.env, ...environment };
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env, ...user });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
    });
  }
  // A test that is given up on while it waits must not leave the program behind.
  const abandon = () => void child.kill('SIGKILL');
  process.once('exit', abandon);
  const ended = endOf(child).finally(() => process.off('exit', abandon));
  const ready = async () => {
    const until = Date.now() + READY_MS;
    for (;;) {
      if (await isReady().catch(() => false)) return;
      const isOver = await Promise.race([ended.then(() => true), wait(POLL_MS, false)]);
      if (isOver) throw new Error(`${file} ended before it answered:\n${output}`);
      if (Date.now() > until) throw new Error(`${file} does not answer:\n${output}`);
    }
  };
  return {
    ready: ready(),
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal ?? endSignal);
      const isOver = await Promise.race([
        ended.then(() => true),
        wait(END_MS, false, { ref: false }),
      ]);
      if (!isOver) child.kill('SIGKILL');
      await ended;
    },
  };
}

const endOf = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // A program that is not there never exits.
    child.once('error', () => resolve());
  });
