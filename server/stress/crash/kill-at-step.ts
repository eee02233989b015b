/**
 * Loaded into a server by `node --import`: ends the process by SIGKILL at the n-th step that changes
 * something that is kept, n from STRESS_KILL_AT. Moments by the clock seldom fall between two statements that
 * belong together; these always do.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const killAt = Number(process.env.STRESS_KILL_AT);
let steps = 0;

/** Counts a step before it is done: what came before is there, this one is not. */
function step(): void {
  steps += 1;
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
}

type Method = (this: unknown, ...args: never[]) => unknown;

function countCalls(
  owner: Record<string, Method>,
  name: string,
  isStep: (self: unknown, args: readonly unknown[]) => boolean,
) {
  const original = owner[name]!;
  owner[name] = function (...args) {
    if (isStep(this, args)) step();
    return original.apply(this, args);
  };
}

if (isMainThread && killAt > 0) {
  const files = fs.promises as unknown as Record<string, Method>;
  for (const name of ['writeFile', 'rename', 'rm', 'unlink']) countCalls(files, name, () => true);
  syncBuiltinESMExports();
  const database = new Sqlite(':memory:');
  const statements = Object.getPrototypeOf(database.prepare('select 1')) as Record<string, Method>;
  database.close();
  const isWriting = (statement: unknown) => !(statement as Sqlite.Statement).readonly;
  for (const name of ['run', 'get', 'all']) countCalls(statements, name, isWriting);
  if (process.env.DATABASE_URL) await countRemote();
}

/** The same steps where they go over the network. */
async function countRemote(): Promise<void> {
  const { default: pg } = await import('pg');
  const isWrite = (_self: unknown, [query]: readonly unknown[]) => {
    const text = typeof query === 'string' ? query : (query as { text?: string } | undefined)?.text;
    return /^\s*(?:with|insert|update|delete|begin|commit)/i.test(text ?? '');
  };
  countCalls(pg.Client.prototype as unknown as Record<string, Method>, 'query', isWrite);
  const { S3Client } = await import('@aws-sdk/client-s3');
  const isChange = (_self: unknown, [command]: readonly unknown[]) =>
    /^(?:Put|Delete|Complete|Upload)/.test((command as object).constructor.name);
  countCalls(S3Client.prototype as unknown as Record<string, Method>, 'send', isChange);
}
