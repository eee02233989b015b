import { createApiClient } from '@fitroom/shared/client/api-client';
import { InputError } from '@fitroom/shared/job/input-error';
import { expect, test } from 'vitest';
import { runKeys } from '../../src/cli/run-keys.ts';
import { handRunner, plainPhoto, startHarness, temporaryFolder } from './api-harness.ts';
import { codeOf, FITTED, GENERATED, problemOf, start } from './api-jobs-fixture.ts';
import { startReceiver } from './webhook-receiver.ts';

const OPEN = { FITROOM_WEBHOOKS: 'open' };
const NEAR = { ...OPEN, FITROOM_WEBHOOKS_ALLOW_PRIVATE: 'true' };
const PATIENT = { timeout: 15_000 };

test('the end of each job is told once, signed, with ids and how it ended', async () => {
  const { hand, harness, cloth_id, generate } = await start(NEAR);
  const { client } = harness;
  const receiver = await startReceiver();
  const { secret, ...webhook } = await client.createWebhook({ url: `${receiver.url}#top` });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(webhook).toMatchObject({ url: receiver.url, is_active: true });
  expect(await client.listWebhooks()).toEqual([webhook]);

  const { cloth3d_id } = await generate();
  (await hand.next()).finish(GENERATED);
  const { fitting_session_id } = await client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
  (await hand.next()).finish(FITTED);
  await client.watchSession(fitting_session_id, () => {});
  const cancelled = await generate({ quality: 'low' });
  await hand.next();
  await client.cancelCloth3d(cancelled.cloth3d_id);
  const failed = await generate({ ease: 'slim' });
  (await hand.next()).fail(new InputError('no-garment', 'Lay one garment flat.'));
  await client.watchCloth3d(failed.cloth3d_id, () => {});

  await expect.poll(() => receiver.received.length, PATIENT).toBe(5);
  const states = async () => (await client.listDeliveries(webhook.id)).items.map((it) => it.state);
  await expect.poll(states, PATIENT).toEqual(Array(5).fill('delivered'));
  const newest = await client.listDeliveries(webhook.id, { limit: 2 });
  const rest = await client.listDeliveries(webhook.id, { cursor: newest.next_cursor ?? '' });
  const listed = [...newest.items, ...rest.items];
  expect(new Set(listed.map(({ id }) => id))).toEqual(
    new Set(receiver.received.map(({ headers }) => headers.get('webhook-id'))),
  );
  expect(rest.next_cursor).toBeNull();
  const one = { attempts: 1, next_attempt_at: null, last_error: null };
  for (const item of listed) expect(item).toMatchObject(one);
  const told = await receiver.verified(secret);
  const ofGarment = (id: string, more: object) => ({
    type: 'cloth3d.finished',
    timestamp: expect.stringMatching(/Z$/),
    data: { cloth3d_id: id, cloth_id, user_id: 'ann', ...more },
  });
  const events = told.map(({ event }) => event);
  expect(events).toHaveLength(5);
  for (const event of [
    ofGarment(cloth3d_id, { status: 'done', error_code: null, valid: false }),
    ofGarment(cancelled.cloth3d_id, { status: 'error', error_code: 'cancelled', valid: null }),
    ofGarment(failed.cloth3d_id, { status: 'error', error_code: 'no-garment', valid: null }),
    expect.objectContaining({ type: 'cloth.failed', data: { cloth_id, user_id: 'ann' } }),
    expect.objectContaining({
      type: 'session.finished',
      data: expect.objectContaining({ fitting_session_id, status: 'done', valid: false }),
    }),
  ]) {
    expect(events).toContainEqual(event);
  }
  expect(new Set(told.map(({ id }) => id)).size).toBe(5);
  expect(receiver.received.map(({ body }) => body).join()).not.toContain('http');

  await client.deleteWebhook(webhook.id);
  expect(await client.listWebhooks()).toEqual([]);
  expect(await codeOf(await harness.send(`/webhooks/${webhook.id}`, { method: 'DELETE' }))).toEqual(
    [404, 'not-found'],
  );
  expect(await (await harness.send('/metrics')).text()).toContain(
    'fitroom_webhook_messages_total{outcome="delivered"} 5',
  );
});

test('what nobody asked for is not sent, and a deleted garment is not told of', async () => {
  const { hand, harness, cloth_id, generate } = await start(NEAR);
  const receiver = await startReceiver();
  await harness.client.createWebhook({ url: receiver.url, events: ['cloth3d.finished'] });
  const { cloth3d_id } = await generate();
  const making = await hand.next();
  await harness.client.deleteCloth3d(cloth3d_id);
  expect(making.signal.aborted).toBe(true);
  const kept = await generate({ quality: 'low' });
  (await hand.next()).finish(GENERATED);
  const ask = { cloth3d_id: kept.cloth3d_id, avatar_preset_id: 'slim' };
  const { fitting_session_id } = await harness.client.fit(ask);
  (await hand.next()).finish(FITTED);
  await harness.client.watchSession(fitting_session_id, () => {});
  await expect.poll(() => receiver.received.length, PATIENT).toBe(1);
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    data: { cloth3d_id: kept.cloth3d_id, cloth_id },
  });
});

test('in the open nobody may listen, unless the operator says so', async () => {
  const { sendJson, send } = await startHarness({ createRunner: handRunner().createRunner });
  const body = { url: 'https://shop.example' };
  expect(await codeOf(await sendJson('/webhooks', body))).toEqual([403, 'webhooks-need-key']);
  expect(await codeOf(await send('/webhooks'))).toEqual([403, 'webhooks-need-key']);
});

test('addresses inside this network are refused, however they are written', async () => {
  const { sendJson } = await startHarness({
    createRunner: handRunner().createRunner,
    environment: OPEN,
  });
  for (const url of [
    'http://93.184.215.14/hook',
    'https://localhost/hook',
    'https://127.0.0.1:8443/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://ann:secret@93.184.215.14/',
    'https://no-such-name.invalid/',
    'file:///etc/passwd',
    'shop.example',
  ]) {
    const problem = await problemOf(await sendJson('/webhooks', { url }));
    expect([url, problem.code]).toEqual([url, 'webhook-url-refused']);
    expect(problem.errors?.[0]?.pointer).toBe('/url');
  }
  const many = await Promise.all(
    [{ url: 'https://1.1.1.1/', events: ['nothing'] }, { url: '' }, { address: 'x' }].map((body) =>
      sendJson('/webhooks', body),
    ),
  );
  expect(many.map(({ status }) => status)).toEqual([422, 422, 422]);
  for (let n = 0; n < 20; n += 1) {
    expect((await sendJson('/webhooks', { url: `https://1.1.1.1/${n}` })).status).toBe(201);
  }
  expect(await codeOf(await sendJson('/webhooks', { url: 'https://1.1.1.1/' }))).toEqual([
    409,
    'too-many-webhooks',
  ]);
});

test("a tenant's webhooks are its own, and hear of its jobs alone", async () => {
  const dataFolder = temporaryFolder();
  const hand = handRunner();
  const { address } = await startHarness({
    createRunner: hand.createRunner,
    dataFolder,
    environment: { FITROOM_AUTH: 'keys', FITROOM_WEBHOOKS_ALLOW_PRIVATE: 'true' },
  });
  const clientOf = async (words: string) => {
    let apiKey = '';
    await runKeys(
      `create ${words}`.split(' '),
      { FITROOM_DATA: dataFolder },
      { result: (text) => (apiKey += text), remark: () => {} },
    );
    const sleep = () => Promise.resolve();
    return createApiClient({ baseUrl: address, apiKey: apiKey.trim(), fetch, sleep });
  };
  const shop = await clientOf('--tenant shop');
  const other = await clientOf('--tenant other');
  const ofOneUser = await clientOf('--tenant shop --user ann');
  const [ofShop, ofOther] = [await startReceiver(), await startReceiver()];
  const { id, secret } = await shop.createWebhook({ url: ofShop.url });
  await other.createWebhook({ url: ofOther.url });
  expect((await other.listWebhooks()).map(({ url }) => url)).toEqual([ofOther.url]);
  await expect(other.deleteWebhook(id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(ofOneUser.createWebhook({ url: ofShop.url })).rejects.toMatchObject({
    code: 'foreign-user',
  });
  await expect(ofOneUser.listWebhooks()).rejects.toMatchObject({ code: 'foreign-user' });

  const photo = { userId: 'ann', photo: await plainPhoto(), mimeType: 'image/jpeg' };
  const { cloth_id } = await shop.uploadImage(photo);
  await shop.generate3d(cloth_id, { model: 'panels', quality: 'low' });
  (await hand.next()).finish(GENERATED);
  await expect.poll(() => ofShop.received.length, PATIENT).toBe(1);
  expect((await ofShop.verified(secret))[0]?.event.data).toMatchObject({ cloth_id });
  expect(ofOther.received).toEqual([]);
});
