import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startCuttableLine } from '../services/cuttable-line.ts';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';
import { handRunner, plainPhoto, startHarness } from './api-harness.ts';
import { codeOf, FITTED, GENERATED, PATIENT } from './api-jobs-fixture.ts';

describe.skipIf(!isInstalled('s3'))('a store that is away', () => {
  test('is said to be, is waited for by jobs, and is used again when it is back', async () => {
    const { endpoint, accessKeyId, secretAccessKey } = await sharedService('s3');
    const line = await startCuttableLine(endpoint);
    const hand = handRunner();
    const harness = await startHarness({
      createRunner: hand.createRunner,
      environment: {
        S3_ENDPOINT: line.address,
        S3_BUCKET: `faults-${randomUUID()}`,
        S3_ACCESS_KEY_ID: accessKeyId,
        S3_SECRET_ACCESS_KEY: secretAccessKey,
      },
    });
    const { cloth_id } = await harness.upload(await plainPhoto());
    const { cloth3d_id } = await harness.client.generate3d(cloth_id, {
      model: 'panels',
      quality: 'med',
    });
    const running = await hand.next();
    await line.cut();

    const form = new FormData();
    form.set('user_id', 'ann');
    form.set('file', new Blob([await plainPhoto()]));
    const refused = await harness.send('/clothes/upload-image', { method: 'POST', body: form });
    expect(await codeOf(refused)).toEqual([503, 'storage-unreachable']);
    await expect.poll(() => harness.client.isReady(), PATIENT).toBe(false);
    // What is in the database is answered all the same.
    expect((await harness.client.getCloth(cloth_id)).status).toBe('uploaded');
    running.finish(GENERATED);
    await expect
      .poll(async () => (await harness.client.getCloth3d(cloth3d_id)).log, PATIENT)
      .toContain('begins anew');
    expect((await harness.client.getCloth3d(cloth3d_id)).status).toBe('processing');

    await line.mend();
    (await hand.next()).finish(GENERATED);
    const garment = await harness.client.watchCloth3d(cloth3d_id, () => {});
    expect(garment.status).toBe('done');
    expect((await fetch(garment.gltf_url ?? '')).status).toBe(200);
    await expect.poll(() => harness.client.isReady(), PATIENT).toBe(true);
    await harness.upload(await plainPhoto());
  }, 240_000);
});

test('a clock that jumps takes no job along, and links are good by the new time', async () => {
  const DAY_MS = 24 * 3600 * 1000;
  let jump = 0;
  const hand = handRunner();
  const harness = await startHarness({
    createRunner: hand.createRunner,
    now: () => Date.now() + jump,
    environment: { FITROOM_LEASE_S: '3' },
  });
  const { cloth_id, image_url } = await harness.upload(await plainPhoto());
  const { cloth3d_id } = await harness.client.generate3d(cloth_id, {
    model: 'panels',
    quality: 'med',
  });
  const running = await hand.next();
  const beat = () => new Promise((resolve) => setTimeout(resolve, 700));
  for (const days of [2, -2]) {
    jump = days * DAY_MS;
    await beat();
    running.listener.progress('drape', 0.5);
  }
  jump = 2 * DAY_MS;
  const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
  running.finish(GENERATED);
  const garment = await harness.client.watchCloth3d(cloth3d_id, () => {});
  expect(garment.status).toBe('done');
  expect(garment.log).not.toContain('begins anew');
  (await hand.next()).finish(FITTED);
  expect((await harness.client.watchSession(fit.fitting_session_id, () => {})).status).toBe('done');
  expect(await codeOf(await fetch(image_url))).toEqual([403, 'link-expired']);
  const kept = await harness.client.getCloth(cloth_id);
  expect((await fetch(String(kept.image_url))).status).toBe(200);
});
