import { createApiClient } from '@fitroom/shared/client/api-client';
import { expect, test } from 'vitest';
import { runKeys } from '../../src/cli/run-keys.ts';
import { handRunner, plainPhoto, startHarness, temporaryFolder } from './api-harness.ts';
import { codeOf } from './api-jobs-fixture.ts';
import { startKeyed } from './keyed-harness.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ASK = { model: 'panels', quality: 'low' } as const;

test('without a key, with an unknown one and with a revoked one nothing is told', async () => {
  const { send, sendWith, create, keys, clientWith, clock } = await startKeyed();
  const missing = await send('/clothes/none');
  expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="fitroom"');
  expect(await codeOf(missing)).toEqual([401, 'unauthorized']);
  const unknown = await sendWith('frk_made-up', '/clothes/none');
  expect(unknown.headers.get('www-authenticate')).toContain('error="invalid_token"');
  expect(await codeOf(unknown)).toEqual([401, 'unauthorized']);
  const basic = await send('/clothes/none', { headers: { Authorization: 'Basic YTpi' } });
  expect(basic.status).toBe(401);

  const key = await create('--tenant shop');
  expect(key).toMatch(/^frk_[\w-]{43}$/);
  const { cloth_id } = await clientWith(key).uploadImage({
    userId: 'ann',
    photo: await plainPhoto(),
    mimeType: 'image/jpeg',
  });
  expect(await clientWith(key).getCloth(cloth_id)).toMatchObject({ user_id: 'ann' });

  const { result: table } = await keys('list');
  expect(table).toContain('shop');
  expect(table).not.toContain(key);
  const id = /^[\da-f-]{36}/m.exec(table)?.[0] ?? '';
  expect(await keys(`revoke ${id}`)).toMatchObject({ status: 0 });
  expect((await keys(`revoke ${id}`)).status).toBe(2);
  clock.passedMs = 5000;
  expect(await codeOf(await sendWith(key, `/clothes/${cloth_id}`))).toEqual([401, 'unauthorized']);
  expect((await keys('list')).result).toContain('revoked');
});

test('what anybody may know needs no key, and links are their own', async () => {
  const { send, address, create, clientWith } = await startKeyed();
  const open = ['/healthz', '/readyz', '/openapi.json', '/docs', '/avatar-presets', '/models'];
  for (const path of open) expect([path, (await send(path)).status]).toEqual([path, 200]);
  const client = clientWith(await create('--tenant shop'));
  const photo = await plainPhoto();
  const { image_url } = await client.uploadImage({ userId: 'a', photo, mimeType: 'image/jpeg' });
  expect((await fetch(image_url)).status).toBe(200);
  expect((await send('/files/clothes/x/original.jpg?expires=1&signature=a')).status).toBe(403);
  expect(image_url.startsWith(address)).toBe(true);
});

test('a stream of events ends when its key is revoked, at its next word', async () => {
  const { sendWith, create, keys, clientWith } = await startKeyed();
  const [left, kept] = [await create('--tenant shop --name left'), await create('--tenant shop')];
  const photo = await plainPhoto();
  const { cloth_id } = await clientWith(kept).uploadImage({
    userId: 'a',
    photo,
    mimeType: 'image/jpeg',
  });
  const { cloth3d_id } = await clientWith(kept).generate3d(cloth_id, ASK);
  const open = async (key: string) => {
    const { body } = await sendWith(key, `/clothes3d/${cloth3d_id}/events`);
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    return { reader, first: (await reader.read()).value ?? '' };
  };
  const [revoked, good] = [await open(left), await open(kept)];
  for (const { first } of [revoked, good]) expect(first).toContain('"status":"processing"');
  const { result } = await keys('list');
  const id = /^([\da-f-]{36}).*\bleft\b/m.exec(result)?.[1];
  expect(await keys(`revoke ${id}`)).toMatchObject({ status: 0 });
  await clientWith(kept).cancelCloth3d(cloth3d_id);
  expect((await revoked.reader.read()).done).toBe(true);
  expect((await good.reader.read()).value).toContain('"code":"cancelled"');
});

test('a key does what its scopes say', async () => {
  const { sendWith, create } = await startKeyed();
  const reader = await create('--tenant shop --scopes read');
  const writer = await create('--tenant shop --scopes write');
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
  const refused = await sendWith(reader, '/fit', post);
  expect(refused.headers.get('www-authenticate')).toContain('scope="write"');
  expect(await codeOf(refused)).toEqual([403, 'scope-missing']);
  expect(await codeOf(await sendWith(writer, '/clothes/none'))).toEqual([403, 'scope-missing']);
  expect(await codeOf(await sendWith(reader, '/clothes/none'))).toEqual([404, 'not-found']);
  expect(await codeOf(await sendWith(writer, '/fit', post))).toEqual([422, 'schema-mismatch']);
});

test('a key has its own requests a minute', async () => {
  const { sendWith, create } = await startKeyed();
  const key = await create('--tenant shop --requests-per-minute 2');
  const other = await create('--tenant shop');
  const first = await sendWith(key, '/clothes/none');
  expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=60000;w=60, "key";q=2;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=\d+, "key";r=1;t=30$/);
  await sendWith(key, '/clothes/none');
  const refused = await sendWith(key, '/clothes/none');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await codeOf(refused)).toEqual([429, 'quota-exceeded']);
  expect((await sendWith(other, '/clothes/none')).status).toBe(404);
});

test("a tenant's jobs of a day are counted together, and come back as they grow old", async () => {
  const { create, clientWith, clock } = await startKeyed();
  const client = clientWith(await create('--tenant shop --jobs-per-day 2'));
  const colleague = clientWith(await create('--tenant shop --jobs-per-day 2'));
  const stranger = clientWith(await create('--tenant other --jobs-per-day 2'));
  const upload = async (of: typeof client) =>
    of.uploadImage({ userId: 'ann', photo: await plainPhoto(), mimeType: 'image/jpeg' });
  const { cloth_id } = await upload(client);
  const { cloth3d_id } = await client.generate3d(cloth_id, ASK);
  // A double click is the same job, not another one.
  expect((await client.generate3d(cloth_id, ASK)).cloth3d_id).toBe(cloth3d_id);
  await client.deleteCloth3d(cloth3d_id);
  clock.passedMs = 1000;
  const second = await colleague.generate3d(cloth_id, { ...ASK, quality: 'med' });
  const third = client.generate3d(cloth_id, ASK);
  await expect(third).rejects.toMatchObject({ code: 'quota-exceeded', retryable: true });
  const { retryAfterSeconds } = (await third.catch((error: unknown) => error)) as {
    retryAfterSeconds: number;
  };
  expect(retryAfterSeconds).toBeGreaterThan(DAY_MS / 1000 - 60);
  expect(retryAfterSeconds).toBeLessThanOrEqual(DAY_MS / 1000);
  const fit = { cloth3d_id: second.cloth3d_id, avatar_preset_id: 'slim' };
  await expect(colleague.fit(fit)).rejects.toMatchObject({ code: 'quota-exceeded' });
  // Photos are still taken in, and others are not held by it.
  await upload(client);
  await stranger.generate3d((await upload(stranger)).cloth_id, ASK);
  clock.passedMs = retryAfterSeconds * 1000 + 1000;
  await client.generate3d(cloth_id, ASK);
});

test('what was made before keys were on belongs to the tenant open', async () => {
  const dataFolder = temporaryFolder();
  const { createRunner } = handRunner();
  const before = await startHarness({ createRunner, dataFolder });
  const { cloth_id } = await before.upload(await plainPhoto());
  await before.stop();
  const output: string[] = [];
  const print = { result: (text: string) => output.push(text), remark: () => {} };
  for (const tenant of ['open', 'shop']) {
    await runKeys(['create', '--tenant', tenant], { FITROOM_DATA: dataFolder }, print);
  }
  const environment = { FITROOM_AUTH: 'keys' };
  const { address } = await startHarness({ createRunner, dataFolder, environment });
  const [open = '', shop = ''] = output.map((key) => key.trim());
  const ask = (apiKey: string) =>
    createApiClient({ baseUrl: address, apiKey, fetch, sleep: async () => {} }).getCloth(cloth_id);
  expect((await ask(open)).id).toBe(cloth_id);
  await expect(ask(shop)).rejects.toMatchObject({ code: 'not-found' });
});

test('the document says which calls need a key, and the page shows how', async () => {
  const { send } = await startKeyed();
  const document = (await (await send('/openapi.json')).json()) as {
    components: { securitySchemes: object };
    paths: Record<string, Record<string, { security?: unknown; responses: object }>>;
  };
  expect(document.components.securitySchemes).toMatchObject({ key: { scheme: 'bearer' } });
  const { paths } = document;
  expect(paths['/clothes/{id}']?.delete).toMatchObject({ security: [{ key: [] }] });
  expect(Object.keys(paths['/fit']?.post?.responses ?? {})).toEqual(
    expect.arrayContaining(['401', '403']),
  );
  expect(paths['/models']?.get?.security).toBeUndefined();
  const page = await (await send('/docs')).text();
  expect(page).toContain('Authorization: Bearer $FITROOM_KEY');
  expect(page).toContain('FITROOM_KEY=');
});
