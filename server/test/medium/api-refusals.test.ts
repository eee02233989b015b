import { describe, expect, test } from 'vitest';
import { codeOf, GENERATED, problemOf, start } from './api-jobs-fixture.ts';

describe('a request that does not match', () => {
  const body = { model: 'panels', quality: 'med' };
  test.each([
    ['broken JSON', '{"model": ', 400, 'malformed-json'],
    ['an unknown model', { ...body, model: 'magic' }, 422, 'schema-mismatch'],
    ['no quality', { model: 'panels' }, 422, 'schema-mismatch'],
    ['an unknown field', { ...body, qualty: 'low' }, 422, 'schema-mismatch'],
    ['a texture of another size', { ...body, texture_px: 512 }, 422, 'schema-mismatch'],
    [
      'a landmark beside the photo',
      { ...body, landmarks: [{ name: 'hem', x: 2, y: 0 }] },
      422,
      'schema-mismatch',
    ],
    ['two sizes', { ...body, known_width_cm: 50, size_label: 'M' }, 422, 'schema-mismatch'],
    ['a width in metres', { ...body, known_width_cm: 0.5 }, 422, 'schema-mismatch'],
    ['a body of 100 KB', `"${'a'.repeat(100_000)}"`, 413, 'body-too-large'],
  ])('%s', async (_title, wrong, status, code) => {
    const { hand, harness, cloth_id, generate } = await start();
    const response = await harness.sendJson(`/clothes/${cloth_id}/generate-3d`, wrong);
    expect(await codeOf(response)).toEqual([status, code]);
    const { cloth3d_id } = await generate();
    (await hand.next()).finish(GENERATED);
    expect((await harness.client.watchCloth3d(cloth3d_id, () => {})).status).toBe('done');
  });

  test('has a pointer to each wrong place', async () => {
    const { harness, cloth_id } = await start();
    const wrong = { model: 'magic', quality: 'med', formats: ['fbx'] };
    const response = await harness.sendJson(`/clothes/${cloth_id}/generate-3d`, wrong);
    const { errors } = await problemOf(response);
    expect(errors?.map((error) => error.pointer).sort()).toEqual(['/formats/0', '/model']);
  });

  test('form data where JSON is expected', async () => {
    const { harness, cloth_id } = await start();
    const response = await harness.send(`/clothes/${cloth_id}/generate-3d`, {
      method: 'POST',
      body: new URLSearchParams(body),
    });
    expect(await codeOf(response)).toEqual([415, 'unsupported-media-type']);
  });
});

test('unknown ids and routes are 404 everywhere', async () => {
  const { harness, generate } = await start();
  const { cloth3d_id } = await generate();
  const json = (body: unknown) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const asked: [path: string, init?: RequestInit][] = [
    ['/clothes/none'],
    ['/clothes/none', { method: 'DELETE' }],
    ['/clothes/none/generate-3d', json({ model: 'panels', quality: 'med' })],
    ['/clothes3d/none'],
    ['/clothes3d/none', { method: 'DELETE' }],
    ['/clothes3d/none/cancel', { method: 'POST' }],
    ['/clothes3d/none/events'],
    ['/session/none'],
    ['/session/none/result'],
    ['/session/none/events'],
    ['/session/none/cancel', { method: 'POST' }],
    ['/session/none', { method: 'DELETE' }],
    ['/fit', json({ cloth3d_id: 'none', avatar_preset_id: 'slim' })],
    ['/fit', json({ cloth3d_id, avatar_preset_id: 'none' })],
    ['/no/such/route'],
    ['/clothes', { method: 'PUT' }],
  ];
  for (const [path, init] of asked) {
    const response = await harness.send(path, init);
    expect([path, ...(await codeOf(response))]).toEqual([path, 404, 'not-found']);
  }
});
