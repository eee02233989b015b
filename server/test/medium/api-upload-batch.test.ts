import { connect } from 'node:net';
import { UPLOAD_LIMIT_BYTES } from '@fitroom/shared/schemas/cloth';
import { UploadBatchAnswerSchema } from '@fitroom/shared/schemas/upload-batch';
import { expect, test } from 'vitest';
import { type Harness, handRunner, plainPhoto, startHarness } from './api-harness.ts';
import { codeOf, filesBelow, problemOf } from './api-jobs-fixture.ts';

const { createRunner } = handRunner();
const start = (environment: Record<string, string> = {}) =>
  startHarness({ createRunner, environment });

type Field = readonly [name: string, value: string | Uint8Array<ArrayBuffer>];

function send(harness: Harness, fields: readonly Field[], init: RequestInit = {}) {
  const body = new FormData();
  for (const [name, value] of fields) {
    body.append(name, typeof value === 'string' ? value : new Blob([value]));
  }
  return harness.send('/clothes/upload-batch', { ...init, method: 'POST', body });
}

const photoOf = async () => new Uint8Array(await plainPhoto());
const listed = async ({ client }: Harness, userId = 'ann') =>
  (await client.listClothes({ userId, limit: 100 })).items.map(({ id }) => id);

test('several photos become a cloth each, in their order', async () => {
  const harness = await start();
  const photo = { bytes: await plainPhoto(), mimeType: 'image/jpeg' };
  const { items } = await harness.client.uploadBatch({
    userId: 'ann',
    photos: [photo, photo, photo],
  });
  expect(items).toMatchObject([0, 1, 2].map((file_index) => ({ file_index, status: 'uploaded' })));
  const ids = items.map((item) => ('cloth_id' in item ? item.cloth_id : ''));
  expect(await listed(harness)).toEqual(expect.arrayContaining(ids));
  for (const item of items) {
    if ('image_url' in item) expect((await fetch(item.image_url)).status).toBe(200);
  }
});

test.each([
  ['before', 0],
  ['behind', 5],
])('a photo that is refused leaves the others; user_id stands %s them', async (_, place) => {
  const harness = await start();
  const photo = await photoOf();
  const fields: Field[] = [
    ['file', photo],
    ['file', new TextEncoder().encode('no photo at all')],
    ['file', new Uint8Array(UPLOAD_LIMIT_BYTES + 1).fill(1)],
    ['file', new Uint8Array()],
    ['file', photo],
  ];
  fields.splice(place, 0, ['user_id', 'ann']);
  const response = await send(harness, fields, { headers: { 'Accept-Language': 'ko' } });
  expect(response.status).toBe(207);
  const { items } = UploadBatchAnswerSchema.parse(await response.json());
  expect(
    items.map((item) => ('problem' in item ? [item.problem.status, item.problem.code] : 'kept')),
  ).toEqual([
    'kept',
    [415, 'photo-unsupported'],
    [413, 'photo-too-large'],
    [415, 'photo-unsupported'],
    'kept',
  ]);
  const refused = items[2];
  if (refused && 'problem' in refused) expect(refused.problem.detail).toMatch(/[가-힣]/);
  expect(await listed(harness)).toHaveLength(2);
});

test('what is wrong with the whole leaves nothing behind', async () => {
  const harness = await start();
  const photo = await photoOf();
  const user: Field = ['user_id', 'ann'];
  const many = Array.from({ length: 21 }, (): Field => ['file', photo]);
  const tooMany = await problemOf(await send(harness, [user, ...many]));
  expect(tooMany).toMatchObject({ code: 'schema-mismatch', errors: [{ pointer: '/file' }] });
  const nobody = await problemOf(await send(harness, [['file', photo]]));
  expect(nobody.errors).toMatchObject([{ pointer: '/user_id' }]);
  const nothing = await problemOf(await send(harness, [user]));
  expect(nothing.errors).toMatchObject([{ pointer: '/file' }]);
  const other = await problemOf(await send(harness, [user, ['file', photo], ['colour', 'red']]));
  expect(other.errors).toMatchObject([{ pointer: '/colour' }]);
  expect(await codeOf(await send(harness, [user, ['file', photo], user]))).toEqual([
    400,
    'malformed-upload',
  ]);
  expect(await codeOf(await harness.sendJson('/clothes/upload-batch', {}))).toEqual([
    415,
    'unsupported-media-type',
  ]);
  expect(await listed(harness)).toEqual([]);
  expect(filesBelow(harness, 'clothes') ?? []).toEqual([]);
});

test('a client that goes away in the middle leaves nothing behind', async () => {
  const harness = await start();
  const photo = await photoOf();
  const { hostname, port } = new URL(harness.address);
  const socket = connect(Number(port), hostname);
  const part = (name: string, value: Uint8Array) =>
    Buffer.concat([
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      value,
      Buffer.from('\r\n'),
    ]);
  socket.write(
    `POST /clothes/upload-batch HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n`,
  );
  socket.write(part('user_id', Buffer.from('ann')));
  for (let n = 0; n < 3; n += 1) socket.write(part('file', photo));
  // Its photos are kept as they come.
  await expect.poll(() => listed(harness), { timeout: 10_000 }).not.toHaveLength(0);
  socket.destroy();
  await expect.poll(() => listed(harness), { timeout: 10_000 }).toEqual([]);
  await expect.poll(() => filesBelow(harness, 'clothes') ?? [], { timeout: 10_000 }).toEqual([]);
});

test('each photo counts as an upload', async () => {
  const harness = await start({ FITROOM_WORK_PER_MINUTE: '2' });
  const photo = await photoOf();
  const photos = Array.from({ length: 3 }, (): Field => ['file', photo]);
  const response = await send(harness, [['user_id', 'ann'], ...photos]);
  const { items } = UploadBatchAnswerSchema.parse(await response.json());
  expect(items).toMatchObject([
    { status: 'uploaded' },
    { status: 'uploaded' },
    { problem: { code: 'rate-limited', retryable: true } },
  ]);
});

test('sent again under its Idempotency-Key it is done once', async () => {
  const harness = await start();
  const fields: Field[] = [
    ['user_id', 'ann'],
    ['file', await photoOf()],
    ['file', new TextEncoder().encode('no photo')],
  ];
  const headers = { 'Idempotency-Key': 'batch-1' };
  const first = await send(harness, fields, { headers });
  const again = await send(harness, fields, { headers });
  expect([first.status, again.status]).toEqual([207, 207]);
  expect(await again.json()).toEqual(await first.json());
  expect(await listed(harness)).toHaveLength(1);
});
