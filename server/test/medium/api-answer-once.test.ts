import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type Harness, plainPhoto, startHarness } from './api-harness.ts';
import { codeOf, start } from './api-jobs-fixture.ts';

const WISH = { model: 'panels', quality: 'med' };

async function startWithKeys() {
  const { hand, harness, cloth_id } = await start();
  return { hand, harness, cloth_id, post: postTo(harness, cloth_id) };
}

const postTo = (harness: Harness, clothId: string) => (key: string, body: unknown) =>
  harness.send(`/clothes/${clothId}/generate-3d`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });

test('a request that is sent again under its key is done once', async () => {
  const { harness, cloth_id, post } = await startWithKeys();
  const first = await post('one', WISH);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  const { cloth3d_id } = (await first.json()) as { cloth3d_id: string };
  // Not the open job alone: the answer is the same after it has ended.
  await harness.client.cancelCloth3d(cloth3d_id);
  const again = await post('one', WISH);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
  expect(await again.json()).toEqual({ cloth3d_id, status: 'processing' });
  expect(await (await post('two', WISH)).json()).not.toMatchObject({ cloth3d_id });
  expect(await codeOf(await post('one', { ...WISH, quality: 'low' }))).toEqual([
    422,
    'idempotency-key-reused',
  ]);
  expect(await codeOf(await post('a key', WISH))).toEqual([400, 'idempotency-key-invalid']);

  const upload = async (photo: Uint8Array<ArrayBuffer>) => {
    const form = new FormData();
    form.set('user_id', 'ann');
    form.set('file', new Blob([photo]));
    const headers = { 'Idempotency-Key': 'photo' };
    const sent = await harness.send('/clothes/upload-image', {
      method: 'POST',
      headers,
      body: form,
    });
    return [sent.status, await sent.json()];
  };
  const photo = new Uint8Array(await plainPhoto());
  // A file that came damaged is sent again under the same key.
  expect((await upload(photo.slice(0, 12)))[0]).toBe(422);
  const uploaded = await upload(photo);
  expect(uploaded[0]).toBe(201);
  expect(await upload(photo)).toEqual(uploaded);
  expect(uploaded[1]).not.toMatchObject({ cloth_id });
});

test('two that come at once are one, and what failed for a reason of ours is tried again', async () => {
  const { hand, harness, cloth_id, post } = await startWithKeys();
  const both = await Promise.all([post('twin', WISH), post('twin', WISH)]);
  const statuses = both.map(({ status }) => status).sort();
  expect([202, 409]).toContain(statuses[1]);
  const late = await post('twin', WISH);
  expect(await late.json()).toEqual(await both.find(({ status }) => status === 202)?.json());

  // As another server on the same database, killed while it answered, leaves it.
  const database = new Sqlite(join(harness.dataFolder, 'fitroom.sqlite'));
  const cut = database.prepare(
    'update idempotent_requests set status = null, lease_until = ? where key = ?',
  );
  const unansweredUntil = (time: number) => expect(cut.run(time, 'twin').changes).toBe(1);
  unansweredUntil(Date.now() + 60_000);
  const waiting = await post('twin', WISH);
  expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await codeOf(waiting)).toEqual([409, 'request-in-progress']);
  unansweredUntil(1);
  expect((await post('twin', WISH)).status).toBe(202);

  // Its own, killed likewise: started again, it waits for nobody.
  unansweredUntil(Date.now() + 60_000);
  database.close();
  await harness.stop();
  const { dataFolder } = harness;
  const anew = await startHarness({ dataFolder, createRunner: hand.createRunner });
  const sentAgain = await postTo(anew, cloth_id)('twin', WISH);
  expect([sentAgain.status, sentAgain.headers.get('idempotency-replayed')]).toEqual([202, null]);
});
