import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { handRunner, startHarness } from './api-harness.ts';
import { FITTED, GENERATED, PATIENT, start } from './api-jobs-fixture.ts';

test('jobs of a server that stopped go on at the next start', async () => {
  const { hand, harness, generate } = await start();
  const { cloth3d_id } = await generate();
  const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
  (await hand.next()).listener.progress('drape', 0.5);
  await expect
    .poll(async () => (await harness.client.getCloth3d(cloth3d_id)).stage, PATIENT)
    .toBe('drape');
  const events = await harness.send(`/clothes3d/${cloth3d_id}/events`);
  await harness.stop();
  // Whoever watches is let go at once.
  expect(await events.text()).toContain('"stage":"drape"');
  const nextHand = handRunner();
  const next = await startHarness({
    createRunner: nextHand.createRunner,
    dataFolder: harness.dataFolder,
  });
  const again = await nextHand.next();
  const state = await next.client.getCloth3d(cloth3d_id);
  expect(state).toMatchObject({ status: 'processing', stage: 'queued', progress: 0 });
  again.finish(GENERATED);
  (await nextHand.next()).finish(FITTED);
  const session = await next.client.watchSession(fit.fitting_session_id, () => {});
  expect(session.status).toBe('done');
});

test('a job that took the server down each time it was tried is given up', async () => {
  const { hand, harness, generate } = await start();
  const { cloth3d_id } = await generate();
  await hand.next();
  await harness.stop();
  // What ten crashes leave behind; a stop on purpose does not count.
  const database = new Sqlite(join(harness.dataFolder, 'fitroom.sqlite'));
  const isRunning = database.prepare('select attempts from jobs where target_id = ?');
  expect(isRunning.get(cloth3d_id)).toEqual({ attempts: 0 });
  database.prepare('update jobs set attempts = 10 where target_id = ?').run(cloth3d_id);
  database.close();
  const next = await startHarness({
    createRunner: handRunner().createRunner,
    dataFolder: harness.dataFolder,
  });
  const state = await next.client.watchCloth3d(cloth3d_id, () => {});
  expect(state.error?.code).toBe('job-crashed');
});
