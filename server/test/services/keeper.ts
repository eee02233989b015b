/**
 * Keeps the servers of one test run: each started when it is first asked for, all stopped and removed
 * when the run that forked this process ends, however it ends.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { startS3 } from './s3.ts';
import type { TestService } from './test-service.ts';

const STARTERS = { redis: startRedis, postgres: startPostgres, s3: startS3 } as const;

type SharedName = keyof typeof STARTERS;

/** Services that tests share; each test takes a database, prefix or bucket of its own in it. */
export type SharedAddresses = {
  readonly [Name in SharedName]: Awaited<ReturnType<(typeof STARTERS)[Name]>>['address'];
};

const started = new Map<SharedName, Promise<TestService<unknown>>>();
const isShared = (name: string): name is SharedName => Object.hasOwn(STARTERS, name);

function ask(name: SharedName): Promise<TestService<unknown>> {
  const known = started.get(name);
  if (known) return known;
  const starting: Promise<TestService<unknown>> = STARTERS[name]();
  started.set(name, starting);
  return starting;
}

const server = createServer((request, response) => {
  const name = (request.url ?? '').slice(1);
  const answer = (status: number, body: unknown) =>
    response.writeHead(status).end(JSON.stringify(body));
  if (!isShared(name)) return answer(404, { error: `There is no service ${name}.` });
  ask(name).then(
    (service) => answer(200, service.address),
    (error: unknown) => answer(500, { error: String(error) }),
  );
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
// Ctrl+C reaches the whole group; the run's end is what counts.
process.on('SIGINT', () => {});
process.on('disconnect', async () => {
  const ends = [...started.values()].map(async (starting) => (await starting).remove());
  await Promise.allSettled(ends);
  process.exit(0);
});
