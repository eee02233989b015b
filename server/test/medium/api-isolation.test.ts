import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainPhoto } from './api-harness.ts';
import { codeOf } from './api-jobs-fixture.ts';
import { startKeyed } from './keyed-harness.ts';

const ASK = { model: 'panels', quality: 'low' } as const;

const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
});

type Keyed = Awaited<ReturnType<typeof startKeyed>>;

/** A photo, a garment in the making and a session that waits for it: all could be cancelled. */
async function make(server: Keyed, apiKey: string, userId: string) {
  const client = server.clientWith(apiKey);
  const photo = await plainPhoto();
  const uploaded = await client.uploadImage({ userId, photo, mimeType: 'image/jpeg' });
  const { cloth3d_id } = await client.generate3d(uploaded.cloth_id, ASK);
  const { fitting_session_id } = await client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
  return {
    cloth: uploaded.cloth_id,
    imageUrl: uploaded.image_url,
    cloth3d: cloth3d_id,
    session: fitting_session_id,
  };
}
type Things = Awaited<ReturnType<typeof make>>;

/** An address that is told of a tenant's jobs. */
async function listen(server: Keyed, apiKey: string): Promise<string> {
  const wish = post({ url: 'http://127.0.0.1:9/hook' });
  const { id } = (await (await server.sendWith(apiKey, '/webhooks', wish)).json()) as {
    id: string;
  };
  return id;
}

/** All that a key can see, but for what changes by itself. */
async function seenBy(server: Keyed, apiKey: string) {
  const lists: unknown[] = [];
  for (const path of ['/clothes', '/clothes3d', '/sessions', '/webhooks']) {
    const answer: unknown = await (await server.sendWith(apiKey, path)).json();
    // A key for one user is refused its tenant's webhooks, each time under another request id.
    if (!ProblemSchema.safeParse(answer).success) lists.push(answer);
  }
  return JSON.stringify(lists).replace(/"eta_s\w*":[^,}]*/g, '');
}

const post = (json: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(json),
});

interface Attempt {
  readonly path: string;
  readonly init?: RequestInit;
}

/**
 * What somebody who has `own` things tries at another's by each call. Null: it is open, and knows nobody's
 * things. A call that is not named here fails the test.
 */
const ATTEMPTS: Readonly<
  Record<string, null | ((theirs: Things & { webhook: string }, own: Things) => Attempt[])>
> = {
  'GET /healthz': null,
  'GET /readyz': null,
  'GET /metrics': null,
  'GET /models': null,
  'GET /avatar-presets': null,
  // Own links with another's key in them: they were not signed for it.
  'GET /files/{key}': (theirs, own) => [{ path: linkTo(theirs, own) }],
  'POST /clothes/upload-image': () => [],
  'POST /clothes/upload-batch': () => [],
  'POST /clothes/upload-mesh': () => [],
  'POST /webhooks': () => [],
  'GET /webhooks': () => [],
  'GET /webhooks/{id}/deliveries': ({ webhook }) => [{ path: `/webhooks/${webhook}/deliveries` }],
  'DELETE /webhooks/{id}': ({ webhook }) => [
    { path: `/webhooks/${webhook}`, init: { method: 'DELETE' } },
  ],
  'GET /clothes': () => [],
  'GET /clothes3d': () => [],
  'GET /sessions': () => [],
  'GET /clothes/{id}': ({ cloth }) => [{ path: `/clothes/${cloth}` }],
  'DELETE /clothes/{id}': ({ cloth }) => [
    { path: `/clothes/${cloth}`, init: { method: 'DELETE' } },
  ],
  'POST /clothes/{id}/generate-3d': ({ cloth }) => [
    { path: `/clothes/${cloth}/generate-3d`, init: post({ ...ASK, quality: 'med' }) },
    // The same again as its owner asked for: an open job of theirs must not be told.
    { path: `/clothes/${cloth}/generate-3d`, init: post(ASK) },
  ],
  'GET /clothes3d/{id}': ({ cloth3d }) => [{ path: `/clothes3d/${cloth3d}` }],
  'DELETE /clothes3d/{id}': ({ cloth3d }) => [
    { path: `/clothes3d/${cloth3d}`, init: { method: 'DELETE' } },
  ],
  'POST /clothes3d/{id}/cancel': ({ cloth3d }) => [
    { path: `/clothes3d/${cloth3d}/cancel`, init: { method: 'POST' } },
  ],
  'GET /clothes3d/{id}/events': ({ cloth3d }) => [{ path: `/clothes3d/${cloth3d}/events` }],
  'POST /fit': ({ cloth3d }) => [
    { path: '/fit', init: post({ cloth3d_id: cloth3d, avatar_preset_id: 'slim' }) },
    { path: '/fit', init: post({ cloth3d_id: cloth3d, avatar_preset_id: 'curvy' }) },
  ],
  'POST /outfit': (theirs, own) =>
    [
      [theirs.cloth3d, own.cloth3d],
      [own.cloth3d, theirs.cloth3d],
    ].map((ids) => ({
      path: '/outfit',
      init: post({
        garments: ids.map((id) => ({ cloth3d_id: id })),
        avatar_preset_id: 'slim',
      }),
    })),
  'GET /session/{id}': ({ session }) => [{ path: `/session/${session}` }],
  'GET /session/{id}/result': ({ session }) => [{ path: `/session/${session}/result` }],
  'GET /session/{id}/events': ({ session }) => [{ path: `/session/${session}/events` }],
  'DELETE /session/{id}': ({ session }) => [
    { path: `/session/${session}`, init: { method: 'DELETE' } },
  ],
  'POST /session/{id}/cancel': ({ session }) => [
    { path: `/session/${session}/cancel`, init: { method: 'POST' } },
  ],
};

function linkTo(theirs: Things, own: Things): string {
  const { pathname, search } = new URL(own.imageUrl);
  return `${pathname.replace(own.cloth, theirs.cloth)}${search}`;
}

test('the table has every call of the document, and none needs a key but those of users', async () => {
  const { send } = await startKeyed();
  const { paths } = Document.parse(await (await send('/openapi.json')).json());
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(Object.keys(ATTEMPTS).sort()).toEqual(calls.sort());
  for (const call of calls) {
    const [method = '', pattern = ''] = call.split(' ');
    const path = pattern.replace('{id}', 'none').replace('{key}', 'none');
    const { status } = await send(path, { method });
    if (ATTEMPTS[call] === null) expect([call, status]).toEqual([call, 200]);
    else expect([call, status]).toEqual([call, pattern.startsWith('/files') ? 403 : 401]);
  }
});

test("no call shows or changes another tenant's or another user's things", async () => {
  const server = await startKeyed({ FITROOM_WEBHOOKS_ALLOW_PRIVATE: 'true' });
  const shop = await server.create('--tenant shop');
  const other = await server.create('--tenant other');
  const annAlone = await server.create('--tenant shop --user ann');
  const theirs = {
    ...(await make(server, shop, 'bob')),
    webhook: await listen(server, shop),
  };
  const hidden = [theirs.cloth, theirs.cloth3d, theirs.session, theirs.webhook];
  const attackers = [
    { key: other, own: await make(server, other, 'bob') },
    { key: annAlone, own: await make(server, annAlone, 'ann') },
  ];
  const before = await seenBy(server, shop);
  for (const id of hidden) expect(before).toContain(id);
  for (const { key, own } of attackers) {
    const ownBefore = await seenBy(server, key);
    for (const [call, attemptsOf] of Object.entries(ATTEMPTS)) {
      for (const { path, init } of attemptsOf?.(theirs, own) ?? []) {
        const response = await server.sendWith(key, path, init);
        const text = await response.text();
        const isRefused = response.status === 403 || response.status === 404;
        expect([call, response.status, isRefused]).toEqual([call, response.status, true]);
        // Nothing of it is told but what was asked with.
        for (const id of hidden) {
          expect([call, text.includes(id)]).toEqual([call, false]);
        }
      }
    }
    for (const id of hidden) {
      expect(ownBefore).not.toContain(id);
    }
    expect(await seenBy(server, key)).toBe(ownBefore);
  }
  expect(await seenBy(server, shop)).toBe(before);
});

test('a key for one user names no other, and lists its own', async () => {
  const server = await startKeyed();
  const shop = await server.create('--tenant shop');
  const annAlone = await server.create('--tenant shop --user ann');
  const anns = await make(server, annAlone, 'ann');
  const bobs = await make(server, shop, 'bob');
  const client = server.clientWith(annAlone);
  const photo = await plainPhoto();
  await expect(
    client.uploadImage({ userId: 'bob', photo, mimeType: 'image/jpeg' }),
  ).rejects.toMatchObject({ code: 'foreign-user' });
  await expect(
    client.uploadBatch({ userId: 'bob', photos: [{ bytes: photo, mimeType: 'image/jpeg' }] }),
  ).rejects.toMatchObject({ code: 'foreign-user' });
  await expect(
    client.uploadMesh({ userId: 'bob', mesh: new TextEncoder().encode('glTF') }),
  ).rejects.toMatchObject({ code: 'foreign-user' });
  for (const path of ['/clothes', '/clothes3d', '/sessions']) {
    const foreign = await server.sendWith(annAlone, `${path}?user_id=bob`);
    expect(await codeOf(foreign)).toEqual([403, 'foreign-user']);
  }
  const idsOf = async (of: typeof client, userId?: string) =>
    (await of.listClothes(userId ? { userId } : {})).items.map(({ id }) => id);
  expect(await idsOf(client)).toEqual([anns.cloth]);
  expect(await idsOf(client, 'ann')).toEqual([anns.cloth]);
  // The tenant sees both, and may name either.
  expect(await idsOf(server.clientWith(shop))).toEqual([bobs.cloth, anns.cloth]);
  expect(await idsOf(server.clientWith(shop), 'ann')).toEqual([anns.cloth]);
});

test('two tenants may have the same user, and one who is deleted leaves the other', async () => {
  const server = await startKeyed();
  const [shop, other] = [await server.create('--tenant a'), await server.create('--tenant b')];
  const ours = await make(server, shop, 'ann');
  const theirs = await make(server, other, 'ann');
  const [client, stranger] = [server.clientWith(shop), server.clientWith(other)];
  const listed = async (of: typeof client) =>
    (await of.listSessions({ userId: 'ann' })).items.map(({ id }) => id);
  expect(await listed(client)).toEqual([ours.session]);
  expect(await listed(stranger)).toEqual([theirs.session]);
  await client.deleteCloth(ours.cloth);
  expect(await listed(client)).toEqual([]);
  expect(await listed(stranger)).toEqual([theirs.session]);
  expect((await fetch(theirs.imageUrl)).status).toBe(200);
});

test("an Idempotency-Key gives nobody another's answer, and a cursor leads into no other's list", async () => {
  const server = await startKeyed();
  const [shop, other] = [await server.create('--tenant a'), await server.create('--tenant b')];
  const { cloth } = await make(server, shop, 'ann');
  await make(server, shop, 'ann');
  const theirs = await make(server, other, 'ann');
  const again = post({ ...ASK, quality: 'med' });
  const headers = { ...again.headers, 'Idempotency-Key': 'one' };
  const path = `/clothes/${cloth}/generate-3d`;
  expect((await server.sendWith(shop, path, { ...again, headers })).status).toBe(202);
  const replayed = await server.sendWith(shop, path, { ...again, headers });
  expect(replayed.headers.get('idempotency-replayed')).toBe('true');
  const refused = await server.sendWith(other, path, { ...again, headers });
  expect(refused.headers.get('idempotency-replayed')).toBeNull();
  expect(await codeOf(refused)).toEqual([404, 'not-found']);
  const keyless = await server.send(path, { ...again, headers });
  expect(await codeOf(keyless)).toEqual([401, 'unauthorized']);

  const { next_cursor: cursor } = await server.clientWith(shop).listClothes({ limit: 1 });
  // Older than that place there may be others; none of ours.
  const page = await server.clientWith(other).listClothes({ cursor: cursor ?? '' });
  expect(page.items.filter(({ id }) => id !== theirs.cloth)).toEqual([]);
});
