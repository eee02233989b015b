import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { expect, test } from 'vitest';
import { handRunner, plainPhoto, startHarness } from './api-harness.ts';

const start = (environment: Record<string, string>) =>
  startHarness({ createRunner: handRunner().createRunner, environment });

test('who asks more often than allowed is told when to come again', async () => {
  const { send, client } = await start({ FITROOM_RATE_PER_MINUTE: '3' });
  const first = await send('/models');
  expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
  expect(first.headers.get('ratelimit')).toBe('"requests";r=2;t=20');
  await send('/models');
  await send('/models');
  const refused = await send('/clothes/none');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+$/);
  expect(ProblemSchema.parse(await refused.json())).toMatchObject({
    code: 'rate-limited',
    retryable: true,
  });
  await expect(client.listModels()).rejects.toMatchObject({
    code: 'rate-limited',
    retryable: true,
    retryAfterSeconds: expect.any(Number),
  });
  // A balancer's question is never refused.
  expect((await send('/healthz')).status).toBe(200);
  expect((await send('/readyz')).status).toBe(200);
});

test('uploads and jobs have a smaller limit of their own; reading goes on', async () => {
  const { send, upload, client } = await start({ FITROOM_WORK_PER_MINUTE: '2' });
  const { cloth_id } = await upload(await plainPhoto());
  const { cloth3d_id } = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  await expect(upload(await plainPhoto())).rejects.toMatchObject({ code: 'rate-limited' });
  const fit = client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
  await expect(fit).rejects.toMatchObject({ code: 'rate-limited' });
  const read = await send(`/clothes/${cloth_id}`);
  expect([read.status, read.headers.get('ratelimit')]).toEqual([
    200,
    expect.stringMatching(/^"requests"/),
  ]);
  expect((await client.cancelCloth3d(cloth3d_id)).error?.code).toBe('cancelled');
});

test('a client that follows jobs without end is sent to ask instead, and may follow again', async () => {
  const { address, upload, client, send } = await start({ FITROOM_STREAMS_PER_CLIENT: '3' });
  const { cloth_id } = await upload(await plainPhoto());
  const { cloth3d_id } = await client.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  const opened = new AbortController();
  const follow = () =>
    fetch(`${address}/clothes3d/${cloth3d_id}/events`, { signal: opened.signal });
  const open = [];
  for (let i = 0; i < 3; i++) open.push(await follow());
  expect(open.every(({ status }) => status === 200)).toBe(true);
  const refused = await follow();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
  expect((await send(`/clothes3d/${cloth3d_id}`)).status).toBe(200);
  opened.abort();
  const again = new AbortController();
  await expect
    .poll(async () => {
      const { status } = await fetch(`${address}/clothes3d/${cloth3d_id}/events`, {
        signal: again.signal,
      });
      return status;
    })
    .toBe(200);
  again.abort();
});

test('0 is no limit', async () => {
  const { send } = await start({ FITROOM_RATE_PER_MINUTE: '0', FITROOM_WORK_PER_MINUTE: '0' });
  expect((await send('/models')).headers.get('ratelimit')).toBeNull();
});

test('made-up forwarding headers make nobody another client, and no other link', async () => {
  const { send, client, address } = await start({ FITROOM_RATE_PER_MINUTE: '4' });
  const [preset] = await client.listAvatarPresets();
  expect(preset?.gltf_url.startsWith(`${address}/files/`)).toBe(true);
  const ask = (from: string) =>
    send('/avatar-presets', {
      headers: { 'X-Forwarded-For': from, 'X-Forwarded-Host': 'evil.example' },
    });
  expect(await (await ask('198.51.100.1')).text()).not.toContain('evil.example');
  for (const from of ['198.51.100.2', '198.51.100.3']) await ask(from);
  expect((await ask('198.51.100.4')).status).toBe(429);
});

test('behind a named proxy each client has its own limit, and links have its address', async () => {
  const { send } = await start({
    FITROOM_RATE_PER_MINUTE: '1',
    FITROOM_TRUSTED_PROXIES: 'loopback',
  });
  const ask = (from: string) =>
    send('/avatar-presets', {
      headers: {
        'X-Forwarded-For': `6.6.6.6, ${from}`,
        'X-Forwarded-Host': 'fit.example',
        'X-Forwarded-Proto': 'https',
      },
    });
  expect(await (await ask('198.51.100.1')).text()).toContain('https://fit.example/files/');
  expect((await ask('198.51.100.2')).status).toBe(200);
  expect((await ask('198.51.100.1')).status).toBe(429);
});
