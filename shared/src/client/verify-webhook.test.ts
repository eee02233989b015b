import { expect, test } from 'vitest';
import { verifyWebhook } from './verify-webhook.ts';

// Made with Node's createHmac over the same three parts.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BODY =
  '{"type":"cloth.failed","timestamp":"2026-01-01T00:00:00.000Z","data":{"cloth_id":"c","user_id":"앤"}}';

async function signed(body: string, secret = SECRET) {
  const { subtle } = globalThis.crypto;
  const key = Uint8Array.from(atob(secret.replace('whsec_', '')), (c) => c.charCodeAt(0));
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', key, hmac, false, ['sign']);
  const message = new TextEncoder().encode(`msg_1.1767225600.${body}`);
  const signature = new Uint8Array(await subtle.sign('HMAC', imported, message));
  return `v1,${btoa(String.fromCharCode(...signature))}`;
}

const ascii = BODY.replace('앤', 'ann');
const at = (seconds: number) => ({ subtle: globalThis.crypto.subtle, now: seconds * 1000 });
const received = (signature: string, body = ascii, more: Record<string, string> = {}) => ({
  headers: new Headers({
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1767225600',
    'webhook-signature': signature,
    ...more,
  }),
  body,
});

test('a message that was signed with the secret is taken, with several signatures too', async () => {
  const right = await signed(ascii);
  const wrong = await signed('another');
  for (const signature of [right, `v1a,AAAA ${wrong} ${right}`]) {
    expect(await verifyWebhook(received(signature), SECRET, at(1_767_225_700))).toEqual({
      id: 'msg_1',
      event: {
        type: 'cloth.failed',
        timestamp: '2026-01-01T00:00:00.000Z',
        data: { cloth_id: 'c', user_id: 'ann' },
      },
    });
  }
});

test('the example of the specification has the signature that it has there', async () => {
  const body = '{"test": 2432232314}';
  const example = {
    headers: new Headers({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }),
    body,
  };
  // Right signature, but no message of ours.
  await expect(verifyWebhook(example, SECRET, at(1_614_265_330))).rejects.toThrow(
    'The message is right',
  );
});

test.each([
  ['another body', async () => received(await signed(ascii), ascii.replace('ann', 'bob'))],
  [
    'another secret',
    async () => received(await signed(ascii, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')),
  ],
  ['another version', async () => received((await signed(ascii)).replace('v1,', 'v2,'))],
  ['no signature', async () => received('')],
  ['another id', async () => received(await signed(ascii), ascii, { 'webhook-id': 'msg_2' })],
  ['no time', async () => received(await signed(ascii), ascii, { 'webhook-timestamp': 'x' })],
])('%s is refused', async (_, make) => {
  await expect(verifyWebhook(await make(), SECRET, at(1_767_225_600))).rejects.toMatchObject({
    name: 'WebhookRefusedError',
  });
});

test('an old message is refused, and one from the future', async () => {
  const message = received(await signed(ascii));
  for (const seconds of [1_767_225_901, 1_767_225_299]) {
    await expect(verifyWebhook(message, SECRET, at(seconds))).rejects.toThrow('five minutes');
  }
});
