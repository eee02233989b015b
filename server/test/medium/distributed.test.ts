import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { createApiClient } from '@fitroom/shared/client/api-client';
import { InputError } from '@fitroom/shared/job/input-error';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPostgres } from '../services/postgres.ts';
import { isInstalled } from '../services/programs.ts';
import { startRedis } from '../services/redis.ts';
import {
  handRunner,
  plainPhoto,
  samplePhoto,
  startHarness,
  temporaryFolder,
} from './api-harness.ts';
import { problemOf } from './api-jobs-fixture.ts';
import { fakeGenerator } from './fake-generator.ts';
import { fakeModel, installFake } from './fake-models.ts';
import { FAKE_MODELS } from './neural-harness.ts';
import { talk } from './raw-client.ts';

const SERVER = join(import.meta.dirname, '..', '..', 'src');
/** On a busy machine a start takes some seconds and a garment ten. */
const PATIENT = { timeout: 90_000, interval: 100 };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let redis: Awaited<ReturnType<typeof startRedis>>;

const isComplete = isInstalled('postgres') && isInstalled('redis');

beforeAll(async () => {
  if (!isComplete) return;
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
});
afterAll(async () => {
  if (!isComplete) return;
  await Promise.all([postgres.remove(), redis.remove()]);
});

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  readonly lines: string[];
}

/** A real process of the product, killed when the test ends. */
function startProcess(words: readonly string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  return new Promise<Started>((resolve, reject) => {
    child.once('exit', (status) =>
      reject(new Error(`It ended with ${status}: ${lines.join('\n')}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const { address }: { address?: string } = JSON.parse(line);
      if (address) resolve({ child, address, lines });
    });
  });
}

async function startInstallation({ apis = 2, workers = 2, leaseSeconds = 3 } = {}) {
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    FITROOM_WORKER_PORT: '0',
    FITROOM_DATA: temporaryFolder(),
    DATABASE_URL: postgres.address.url,
    REDIS_URL: redis.address.url,
    FITROOM_LEASE_S: String(leaseSeconds),
  };
  const started = await Promise.all([
    ...Array.from({ length: apis }, () =>
      startProcess([join(SERVER, 'main.ts')], { ...environment, FITROOM_WORKERS: '0' }),
    ),
    ...Array.from({ length: workers }, () =>
      startProcess([join(SERVER, 'cli', 'main.ts'), 'worker'], environment),
    ),
  ]);
  const [api, otherApi = api] = started.slice(0, apis);
  if (!api || !otherApi) throw new Error('No server started.');
  const runners = started.slice(apis);
  const clientOf = ({ address }: Started) =>
    createApiClient({ baseUrl: address, fetch, sleep: (ms) => wait(Math.min(ms, 100)) });
  const client = clientOf(api);
  const makeGarment = async () => {
    const photo = await samplePhoto('skirt-denim');
    const { cloth_id } = await client.uploadImage({
      userId: 'ann',
      photo,
      mimeType: 'image/jpeg',
    });
    const { cloth3d_id } = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
    return cloth3d_id;
  };
  return { api, client, otherClient: clientOf(otherApi), runners, makeGarment, environment };
}

/** How many jobs each worker has done, by its log. */
const doneBy = ({ lines }: Started) => lines.filter((line) => line.includes('is done')).length;

/** In this process, for tests that end jobs by hand; both on one database and one folder of files. */
async function startTwoHosts() {
  const dataFolder = temporaryFolder();
  const modelsFolder = temporaryFolder();
  for (const name of FAKE_MODELS) installFake(modelsFolder, fakeModel(name));
  const startHost = async () => {
    const hand = handRunner();
    const harness = await startHarness({
      dataFolder,
      createRunner: hand.createRunner,
      generators: { generators: { 'zero123+instantmesh': fakeGenerator } },
      environment: {
        DATABASE_URL: postgres.address.url,
        FITROOM_MODELS: modelsFolder,
        FITROOM_ACCEPT_NC: '1',
        FITROOM_DEVICE: 'cpu',
        FITROOM_LEASE_S: '3',
      },
    });
    return { hand, harness };
  };
  return [await startHost(), await startHost()] as const;
}

describe.skipIf(!isComplete)('two servers and two workers on PostgreSQL and Redis', () => {
  test('share the work, and tell each other of it', async () => {
    // Nobody looks at the queue by himself within the test: all goes by word through Redis.
    const { client, otherClient, makeGarment, runners } = await startInstallation({
      leaseSeconds: 3600,
    });
    const id = await makeGarment();
    // A worker's own port is no weaker than the API's.
    expect(await talk(runners[0]?.address ?? '', 'HELLO\r\n\r\n')).toContain('problem+json');
    const fit = await client.fit({ cloth3d_id: id, avatar_preset_id: 'slim' });
    const stages = new Set<string>();
    // Watched at the server that did not take the order.
    const garment = await otherClient.watchCloth3d(id, ({ stage }) => void stages.add(stage));
    expect(garment).toMatchObject({ status: 'done', category: 'skirt' });
    expect(stages.size).toBeGreaterThan(2);
    const session = await otherClient.watchSession(fit.fitting_session_id, () => {});
    expect(session.status).toBe('done');
    expect((await fetch(session.fitted_gltf_url ?? '')).status).toBe(200);
  }, 300_000);

  test('end what a worker leaves that was killed', async () => {
    const { client, otherClient, runners, makeGarment } = await startInstallation();
    const [first, second] = runners;
    if (!first || !second) throw new Error('No worker started.');
    const beginAndStop = async () => {
      const id = await makeGarment();
      await expect
        .poll(async () => (await client.getCloth3d(id)).progress, PATIENT)
        .toBeGreaterThan(0);
      for (const { child } of runners) child.kill('SIGSTOP');
      if ((await client.getCloth3d(id)).status === 'processing') return id;
      // It was done before they stood still.
      for (const { child } of runners) child.kill('SIGCONT');
      return null;
    };
    let lost: string | null = null;
    for (let tries = 0; lost === null && tries < 5; tries++) lost = await beginAndStop();
    if (lost === null) throw new Error('Each garment was done before its worker could be stopped.');
    const before = doneBy(second);
    // One never wakes up again; the other, whichever it is, ends the job.
    first.child.kill('SIGKILL');
    second.child.kill('SIGCONT');
    const ended = await otherClient.watchCloth3d(lost, () => {});
    expect(ended.status).toBe('done');
    expect(doneBy(second)).toBeGreaterThan(before);
  }, 300_000);

  test('a job of networks goes from a host whose weights are damaged to one whose are not', async () => {
    const hosts = await startTwoHosts();
    const [{ harness }] = hosts;
    const { client } = harness;
    const { cloth_id } = await harness.upload(await plainPhoto());
    const model = 'zero123+instantmesh';
    const { cloth3d_id } = await client.generate3d(cloth_id, { model, quality: 'low' });
    const begun = hosts.map(async ({ hand }, n) => ({ n, task: await hand.next() }));
    const first = await Promise.race(begun);
    first.task.fail(new InputError('model-damaged', 'Its weights are damaged.'));
    const second = await begun[1 - first.n];
    expect(second?.task.task).toMatchObject({ kind: 'neural', generator: model });
    const { log, status } = await client.getCloth3d(cloth3d_id);
    expect([status, log]).toEqual([
      'processing',
      'Its weights are damaged. The job goes to another host.\n',
    ]);
    // Now nobody is left who could.
    await hosts[first.n]?.harness.stop();
    second?.task.fail(new InputError('model-damaged', 'Here too.'));
    const ended = await createApiClient({
      baseUrl: hosts[1 - first.n]?.harness.address ?? '',
      fetch,
      sleep: (ms) => wait(ms),
    }).watchCloth3d(cloth3d_id, () => {});
    expect(ended.error).toEqual({ code: 'model-damaged', detail: 'Here too.' });
  }, 60_000);

  test('go on by themselves after Redis and PostgreSQL were away, and say so meanwhile', async () => {
    const { api, client, makeGarment } = await startInstallation({ apis: 1, workers: 1 });
    await redis.stop('SIGKILL');
    // Workers look by themselves, and who watches hears of it.
    const id = await makeGarment();
    expect((await client.watchCloth3d(id, () => {})).status).toBe('done');
    expect(await client.isReady()).toBe(true);
    await redis.start();

    const kept = await makeGarment();
    await postgres.stop('SIGKILL');
    // What was connected is answered until its own process has noticed.
    const asked = () => fetch(`${api.address}/clothes3d/${kept}`);
    await expect.poll(async () => (await asked()).status, PATIENT).toBe(503);
    const refused = await asked();
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await problemOf(refused)).code).toBe('database-unreachable');
    await expect.poll(() => client.isReady(), PATIENT).toBe(false);
    expect((await fetch(`${api.address}/healthz`)).status).toBe(200);
    await postgres.start();
    await expect.poll(() => client.isReady(), PATIENT).toBe(true);
    await expect.poll(async () => (await client.getCloth3d(kept)).status, PATIENT).toBe('done');
  }, 300_000);
});
