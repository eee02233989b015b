import { execFile } from 'node:child_process';
import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findProgram, userToRunAs } from './programs.ts';
import { freePorts, serviceFolder, startPrograms, type TestService } from './test-service.ts';

const run = promisify(execFile);
const USER = 'fitroom';

export interface PostgresAddress {
  /** As DATABASE_URL takes it; the database is empty at the beginning. */
  readonly url: string;
}

/** PostgreSQL with one database. It refuses to run as root, so root starts it as the user postgres. */
export async function startPostgres(): Promise<TestService<PostgresAddress>> {
  const [port = 0] = await freePorts(1);
  const folder = serviceFolder('postgres');
  const user = userToRunAs('postgres');
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  // `trust`: it listens on this machine alone and holds test data.
  await run(
    findProgram('initdb'),
    ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...user, cwd: folder },
  );
  const place = ['-h', '127.0.0.1', '-p', String(port)];
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    // The machine does not lose power in a test, and a killed server's writes stay with the system.
    fsync: 'off',
    max_connections: '200',
  };
  const service = await startPrograms(
    { url: `postgres://${USER}@127.0.0.1:${port}/${USER}` },
    folder,
    [
      {
        file: findProgram('postgres'),
        args: [
          '-D',
          data,
          ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
        ],
        // Fast shutdown; SIGTERM would wait for clients to leave.
        endSignal: 'SIGINT',
        user,
        isReady: async () => {
          await run(findProgram('pg_isready'), [...place, '-U', USER, '-q']);
          return true;
        },
      },
    ],
  );
  await run(findProgram('createdb'), [...place, '-U', USER, USER]);
  return { ...service, start: () => startAgain(service.start) };
}

/** What PostgreSQL says while children of the one before, which was killed, have not gone yet. */
const STILL_THERE = 'pre-existing shared memory block';
const TRIES = 20;
const PAUSE_MS = 500;

async function startAgain(start: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (tries === TRIES || !String(error).includes(STILL_THERE)) throw error;
      await wait(PAUSE_MS);
    }
  }
}
