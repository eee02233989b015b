import { expect, test } from 'vitest';
import { handRunner, plainPhoto, startHarness } from './api-harness.ts';
import { GENERATED } from './api-jobs-fixture.ts';

/** Longer than an answer about the line is shared, shorter than a worker is thought asleep. */
const WHILE_MS = 20_000;

test('a job says when it will have ended, once one like it has', async () => {
  let ahead = 0;
  const hand = handRunner();
  const harness = await startHarness({
    createRunner: hand.createRunner,
    now: () => Date.now() + ahead,
  });
  const { cloth_id } = await harness.upload(await plainPhoto());
  const generate = (ease: 'slim' | 'regular' | 'oversize') =>
    harness.client.generate3d(cloth_id, { model: 'panels', quality: 'med', ease });
  const eta = async (id: string) => (await harness.client.getCloth3d(id)).eta_s;
  const first = await generate('slim');
  const running = await hand.next();
  expect(await eta(first.cloth3d_id)).toBeNull();
  ahead += WHILE_MS;
  running.finish(GENERATED);
  expect((await harness.client.watchCloth3d(first.cloth3d_id, () => {})).eta_s).toBeNull();

  const second = await generate('regular');
  await hand.next();
  const third = await generate('oversize');
  ahead += WHILE_MS;
  const seconds = WHILE_MS / 1000;
  expect(await eta(second.cloth3d_id)).toBeGreaterThanOrEqual(seconds);
  // Behind half of the one that runs.
  expect(await eta(third.cloth3d_id)).toBeGreaterThanOrEqual(1.5 * seconds);
  expect(await eta(third.cloth3d_id)).toBeLessThan(2 * seconds);

  const figures = await (await harness.send('/metrics')).text();
  expect(figures).toContain('fitroom_queue_jobs{state="queued",needs="cpu"} 1');
  expect(figures).toContain('fitroom_queue_jobs{state="running",needs="cuda"} 0');
  expect(figures).toMatch(/fitroom_queue_oldest_seconds\{state="queued",needs="cpu"\} 2\d/);
  expect(figures).toMatch(/fitroom_worker_silent_seconds\{worker="[0-9a-f-]{36}",host=".+"\} \d+/);
});
