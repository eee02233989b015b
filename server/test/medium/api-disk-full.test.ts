import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { handRunner, plainPhoto, startHarness, temporaryFolder } from './api-harness.ts';
import { GENERATED, problemOf } from './api-jobs-fixture.ts';

const MEGABYTE = 1024 * 1024;

test('below the reserve uploads and jobs are refused, and everything else goes on', async () => {
  const disk = { free: 600 * MEGABYTE };
  let ms = 1_800_000_000_000;
  const hand = handRunner();
  const { send, sendJson, upload, client } = await startHarness({
    createRunner: hand.createRunner,
    freeBytes: async () => disk.free,
    now: () => ms,
  });
  const { cloth_id } = await upload(await plainPhoto());
  const wish = { model: 'panels', quality: 'med' } as const;
  const { cloth3d_id } = await client.generate3d(cloth_id, wish);
  disk.free = 500 * MEGABYTE;
  ms += 1000;
  const refused = await sendJson(`/clothes/${cloth_id}/generate-3d`, { ...wish, quality: 'low' });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([507, '60']);
  expect(await problemOf(refused)).toMatchObject({ code: 'storage-full', retryable: true });
  await expect(upload(await plainPhoto())).rejects.toMatchObject({ code: 'storage-full' });
  const ask = { cloth3d_id, avatar_preset_id: 'slim' };
  await expect(client.fit(ask)).rejects.toMatchObject({ code: 'storage-full' });
  // What was taken is finished, and all that is there can be read, cancelled and deleted.
  (await hand.next()).finish(GENERATED);
  const { image_url } = await client.getCloth(cloth_id);
  expect((await send(new URL(String(image_url)).pathname)).status).toBe(403);
  expect((await fetch(String(image_url))).status).toBe(200);
  expect(await client.isReady()).toBe(true);
  expect((await client.watchCloth3d(cloth3d_id, () => {})).status).toBe('done');
  disk.free = 512 * MEGABYTE;
  ms += 1000;
  await client.fit(ask);
  disk.free = 0;
  ms += 1000;
  await client.deleteCloth(cloth_id);
});

/** A file system of its own, so small that a test can fill it. */
function smallDisk(megabytes: number, context: TestContext): string {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
  } catch (error) {
    // Containers without the right to mount, and people who are not root.
    if (process.env.CI === 'true' && process.getuid?.() === 0) throw error;
    context.skip('a small file system cannot be mounted here (root may)');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

/** Takes all that is left; @returns what gives it back. */
function fill(folder: string): () => void {
  const path = join(folder, 'filler');
  const file = openSync(path, 'w');
  for (const size of [MEGABYTE, 4096]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch {
      // Full.
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

test('a full disk is answered with 507, and the server goes on when there is room', async (context) => {
  const dataFolder = smallDisk(48, context);
  const hand = handRunner();
  const { upload, client, sendJson, send } = await startHarness({
    dataFolder,
    createRunner: hand.createRunner,
    environment: {
      FITROOM_DISK_RESERVE_MB: '0',
      FITROOM_WORK_PER_MINUTE: '0',
      FITROOM_QUEUE_LIMIT: '100000',
    },
  });
  const { cloth_id } = await upload(await plainPhoto());
  const wish = { model: 'panels', quality: 'med' } as const;
  const { cloth3d_id } = await client.generate3d(cloth_id, wish);
  const making = await hand.next();
  const empty = fill(dataFolder);

  const whole = await plainPhoto(1500, 1500);
  await expect(upload(whole)).rejects.toMatchObject({
    code: 'storage-full',
    retryAfterSeconds: 60,
    problem: { status: 507 },
  });
  // The database's log has room of its own for a while; then it says the same.
  let taken = 0;
  let answer = 202;
  while (answer === 202 && taken < 3000) {
    taken += 1;
    const more = { ...wish, known_width_cm: 20 + taken / 50 };
    const response = await sendJson(`/clothes/${cloth_id}/generate-3d`, more);
    answer = response.status;
    await response.body?.cancel();
  }
  expect(answer).toBe(507);
  expect((await send(`/clothes/${cloth_id}`)).status).toBe(200);
  expect((await fetch(String((await client.getCloth(cloth_id)).image_url))).status).toBe(200);
  expect((await send('/healthz')).status).toBe(200);
  // A job that cannot keep its results waits for room.
  making.finish(GENERATED);
  await expect.poll(async () => (await client.getCloth3d(cloth3d_id)).status).toBe('processing');

  empty();
  expect((await upload(whole)).status).toBe('uploaded');
  const later = await client.generate3d(cloth_id, { ...wish, quality: 'low' });
  expect(later.status).toBe('processing');
  expect((await client.getCloth3d(cloth3d_id)).status).not.toBe('error');
});
