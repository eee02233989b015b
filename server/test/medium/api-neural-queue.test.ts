import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { PATHS } from '../../src/config/paths.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { reportWorker } from '../../src/records/workers.ts';
import { handRunner, plainPhoto, startHarness, temporaryFolder } from './api-harness.ts';
import { GENERATED, PATIENT } from './api-jobs-fixture.ts';
import { fakeGenerator } from './fake-generator.ts';
import { fakeModel, installFake } from './fake-models.ts';
import { FAKE_MODELS } from './neural-harness.ts';

const MODEL = 'zero123+instantmesh';
/** Longer than a server takes to begin a job that it may begin. */
const A_WHILE_MS = 300;

async function start(environment: Record<string, string> = {}) {
  const hand = handRunner();
  const modelsFolder = temporaryFolder();
  for (const name of FAKE_MODELS) installFake(modelsFolder, fakeModel(name));
  const harness = await startHarness({
    createRunner: hand.createRunner,
    generators: { generators: { [MODEL]: fakeGenerator } },
    environment: {
      FITROOM_MODELS: modelsFolder,
      FITROOM_ACCEPT_NC: '1',
      FITROOM_DEVICE: 'cpu',
      FITROOM_WORKERS: '4',
      ...environment,
    },
  });
  const { cloth_id } = await harness.upload(await plainPhoto());
  const neural = (seed: number) =>
    harness.client.generate3d(cloth_id, { model: MODEL, quality: 'med', seed });
  return { hand, harness, cloth_id, neural };
}

test('one job of networks at a time, and others beside it', PATIENT, async () => {
  const { hand, harness, cloth_id, neural } = await start();
  await neural(1);
  const first = await hand.next();
  expect(first.task).toMatchObject({ kind: 'neural', generator: MODEL, seed: 1, quality: 'med' });
  await neural(2);
  await wait(A_WHILE_MS);
  expect(hand.untaken).toBe(0);
  await harness.client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  const beside = await hand.next();
  expect(beside.task.kind).toBe('generate');
  beside.finish(GENERATED);
  await wait(A_WHILE_MS);
  expect(hand.untaken).toBe(0);
  const metrics = await (await harness.send('/metrics')).text();
  expect(metrics).toContain('fitroom_queue_jobs{state="queued",needs="neural"} 1');
  first.fail(new Error('It stops.'));
  expect((await hand.next()).task).toMatchObject({ seed: 2 });
});

test('as many as the operator allows', PATIENT, async () => {
  const { hand, neural } = await start({ FITROOM_NEURAL_JOBS: '2' });
  for (const seed of [1, 2, 3]) await neural(seed);
  const seeds = [await hand.next(), await hand.next()].map(({ task }) =>
    task.kind === 'neural' ? task.seed : null,
  );
  expect(seeds.sort()).toEqual([1, 2]);
  await wait(A_WHILE_MS);
  expect(hand.untaken).toBe(0);
});

test('where a GPU runs it, it comes first, and its jobs ask for one', PATIENT, async () => {
  const { hand, harness, neural } = await start({ FITROOM_DEVICE: 'cuda' });
  const [first, second] = await harness.client.listModels();
  expect(first).toMatchObject({ id: MODEL, available: true, device: 'cuda' });
  expect(second?.id).toBe('panels');
  await neural(1);
  await hand.next();
  const metrics = await (await harness.send('/metrics')).text();
  expect(metrics).toContain('fitroom_queue_jobs{state="running",needs="cuda"} 1');
});

test('what a worker elsewhere runs is offered while it is awake', PATIENT, async () => {
  const { harness, cloth_id, neural } = await start({ FITROOM_WORKERS: '0', FITROOM_MODELS: '' });
  const database = openSqlite(
    join(harness.dataFolder, 'fitroom.sqlite'),
    join(PATHS.migrations, 'sqlite'),
  );
  onTestFinished(() => database.close());
  const modelOf = async () => (await harness.client.listModels()).find(({ id }) => id === MODEL);
  expect(await modelOf()).toMatchObject({
    available: false,
    reason: expect.stringContaining('fitroom -- worker'),
  });
  const report = (seenAt: Date) =>
    reportWorker(database, {
      id: 'gpu-1',
      host: 'gpu',
      capabilities: ['cpu'],
      places: 2,
      startedAt: seenAt,
      seenAt,
      generators: [
        {
          id: MODEL,
          licence: 'CC-BY-NC 4.0',
          commercialUse: false,
          qualities: ['low'],
          device: 'cuda',
          reason: null,
        },
      ],
    });
  await report(new Date());
  expect(await modelOf()).toMatchObject({ available: true, device: 'cuda', qualities: ['low'] });
  await expect(neural(1)).rejects.toMatchObject({
    problem: { code: 'model-unavailable', detail: expect.stringContaining('quality low only') },
  });
  await harness.client.generate3d(cloth_id, { model: MODEL, quality: 'low' });
  const metrics = await (await harness.send('/metrics')).text();
  expect(metrics).toContain('fitroom_queue_jobs{state="queued",needs="cuda"} 1');
  await report(new Date(Date.now() - 3600_000));
  expect(await modelOf()).toMatchObject({ available: false });
});
