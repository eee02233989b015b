import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { plainPhoto } from './api-harness.ts';
import { codeOf, start } from './api-jobs-fixture.ts';

const WISH = { model: 'panels', quality: 'med' };

async function startWithKeys() {
  const { hand, harness, cloth_id } = await start();
  const post = (key: string, body: unknown, path = `/clothes/${cloth_id}/generate-3d`) =>
    harness.send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
    });
  return { hand, harness, cloth_id, post };
}

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

  const form = new FormData();
  form.set('user_id', 'ann');
  form.set('file', new Blob([await plainPhoto()]));
  const upload = async () => {
    const headers = { 'Idempotency-Key': 'photo' };
    const sent = await harness.send('/clothes/upload-image', {
      method: 'POST',
      headers,
      body: form,
    });
    return [sent.status, await sent.json()];
  };
  const uploaded = await upload();
  expect(uploaded[0]).toBe(201);
  expect(await upload()).toEqual(uploaded);
  expect(uploaded[1]).not.toMatchObject({ cloth_id });
});

test('two that come at once are one, and what failed for a reason of ours is tried again', async () => {
  const { harness, post } = await startWithKeys();
  const both = await Promise.all([post('twin', WISH), post('twin', WISH)]);
  const statuses = both.map(({ status }) => status).sort();
  expect([202, 409]).toContain(statuses[1]);
  const late = await post('twin', WISH);
  expect(await late.json()).toEqual(await both.find(({ status }) => status === 202)?.json());

  // As a server that was killed while it answered leaves it.
  const database = new Sqlite(join(harness.dataFolder, 'fitroom.sqlite'));
  const cut = database.prepare('update idempotent_requests set status = null where key = ?');
  expect(cut.run('twin').changes).toBe(1);
  const waiting = await post('twin', WISH);
  expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await codeOf(waiting)).toEqual([409, 'request-in-progress']);
  database.exec("update idempotent_requests set created_at = 1 where key = 'twin'");
  database.close();
  expect((await post('twin', WISH)).status).toBe(202);
});
