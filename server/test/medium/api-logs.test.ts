import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/log/logger.ts';
import { withFields } from '../../src/log/with-fields.ts';
import { handRunner, plainPhoto, startHarness } from './api-harness.ts';

const LEVELS = { debug: 20, info: 30, error: 50 };

test('each request is one line with its id, and no line tells a photo, a person or a secret', async () => {
  const lines: string[] = [];
  const hand = handRunner();
  const harness = await startHarness({
    createRunner: hand.createRunner,
    logger: createLogger('debug', false, { write: (line) => lines.push(line) }),
  });
  const { send } = harness;
  const body = new FormData();
  body.set('user_id', 'ann-the-customer');
  body.set('file', new Blob([new Uint8Array(await plainPhoto())]), 'holiday-with-kim.jpg');
  const asked = { 'X-Request-Id': 'request-upload', Authorization: 'Bearer topsecret' };
  const answer = await send('/clothes/upload-image', { method: 'POST', body, headers: asked });
  const { cloth_id, image_url } = (await answer.json()) as { cloth_id: string; image_url: string };
  await fetch(image_url);
  await fetch(image_url.replace(/signature=./, 'signature=!'));
  await send('/clothes/none?token=topsecret');
  await send('/models', { headers: { 'X-Request-Id': 'a b "forged": 1' } });
  await harness.sendJson(`/clothes/${cloth_id}/generate-3d`, { model: 'panels', quality: 'low' });
  const task = await hand.next();
  const fault = Object.assign(
    new Error('PUT https://store.example/b/k?X-Amz-Signature=topsecret failed'),
    { StringToSign: 'topsecret' },
  );
  task.fail(fault);
  await expect.poll(() => lines.join('')).toContain('PUT https');
  await harness.stop();

  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const upload = parsed.filter(({ requestId }) => requestId === 'request-upload');
  expect(upload).toEqual([
    {
      level: LEVELS.debug,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: 'request-upload',
      method: 'POST',
      path: '/clothes/upload-image',
      status: 201,
      ms: expect.any(Number),
      msg: expect.stringMatching(/^POST \/clothes\/upload-image 201 \d+ ms$/),
    },
  ]);
  const requests = parsed.filter(({ method }) => method !== undefined);
  expect(requests.length).toBe(6);
  for (const { requestId } of requests) expect(requestId).toMatch(/^[\w.-]{8,64}$/);
  expect(parsed.find(({ status }) => status === 404)?.level).toBe(LEVELS.info);
  expect(parsed.some(({ level, err }) => level === LEVELS.error && err !== undefined)).toBe(true);
  const text = lines.join('');
  const key = readFileSync(join(harness.dataFolder, 'signing-key'));
  const secrets = ['holiday', 'ann-the-customer', 'topsecret', 'signature=', 'X-Amz-Signature'];
  for (const secret of [...secrets, key.toString('hex'), key.toString('latin1').trim()]) {
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
  }
});

test('a job gives its id to every line about it', () => {
  const lines: string[] = [];
  const logger = createLogger('info', false, { write: (line) => lines.push(line) });
  withFields(logger, { job: 'j1', target: 't1' }).info({ stage: 'drape' }, 'Done.');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    job: 'j1',
    target: 't1',
    stage: 'drape',
    msg: 'Done.',
  });
});
