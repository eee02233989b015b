import { expect, test } from 'vitest';
import { commonHarness, handRunner, plainPhoto, startHarness } from './api-harness.ts';
import { codeOf, problemOf } from './api-jobs-fixture.ts';

const { createRunner } = handRunner();
const common = commonHarness({ createRunner });

test('a list is read in pages, newest first, while more comes', async () => {
  const { client, upload } = await startHarness({ createRunner });
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) made.unshift((await upload(await plainPhoto())).cloth_id);
  await upload(await plainPhoto(), 'bob');
  const first = await client.listClothes({ userId: 'ann', limit: 2 });
  await upload(await plainPhoto());
  const second = await client.listClothes({
    userId: 'ann',
    limit: 2,
    cursor: first.next_cursor ?? '',
  });
  const third = await client.listClothes({ userId: 'ann', cursor: second.next_cursor ?? '' });
  const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
  expect(ids).toEqual(made);
  expect(third.next_cursor).toBeNull();
  expect(first.items[0]).toEqual(await client.getCloth(made[0]!));
});

test('3D garments and sessions are listed as they are told one by one', async () => {
  const { client, upload } = await startHarness({ createRunner });
  const { cloth_id } = await upload(await plainPhoto());
  const { cloth3d_id } = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  const { fitting_session_id } = await client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
  const garments = await client.listClothes3d({ userId: 'ann' });
  expect(garments).toMatchObject({ items: [{ id: cloth3d_id, cloth_id }], next_cursor: null });
  const sessions = await client.listSessions({ userId: 'ann' });
  expect(sessions).toMatchObject({ items: [{ id: fitting_session_id }], next_cursor: null });
  expect(sessions.items[0]).toEqual(await client.getSession(fitting_session_id));
  expect(await client.listSessions({ userId: 'nobody' })).toEqual({ items: [], next_cursor: null });
});

test.each([
  ['', '/user_id'],
  ['user_id=', '/user_id'],
  ['user_id=ann&limit=0', '/limit'],
  ['user_id=ann&limit=101', '/limit'],
  ['user_id=ann&limit=ten', '/limit'],
  ['user_id=ann&cursor=MTIz', '/cursor'],
  ['user_id=ann&cursor=%00', '/cursor'],
  ['user_id=ann&cursor=', '/cursor'],
  ['user_id=ann&user=bob', '/user'],
])('?%s is refused and says where', async (search, pointer) => {
  const { send } = common();
  for (const path of ['/clothes', '/clothes3d', '/sessions']) {
    const response = await send(`${path}?${search}`);
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors?.[0]).toMatchObject({ pointer });
  }
});

test('a list says how it is asked for', async () => {
  const { send } = common();
  const document = (await (await send('/openapi.json')).json()) as {
    paths: Record<string, { get: { parameters: { name: string; schema: object }[] } }>;
  };
  const parameters = document.paths['/sessions']?.get.parameters;
  expect(parameters?.map(({ name }) => name)).toEqual(['user_id', 'limit', 'cursor']);
  expect(parameters?.[1]?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 100 });
  expect(await codeOf(await send('/clothes?limit=1&limit=2&user_id=ann'))).toEqual([
    422,
    'schema-mismatch',
  ]);
});
