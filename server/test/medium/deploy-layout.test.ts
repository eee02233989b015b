import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startCaddy } from '../services/caddy.ts';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';
import { type Harness, handRunner, plainPhoto, startHarness } from './api-harness.ts';

const MEGABYTE = 1024 * 1024;

/** Proxy, server and store as docker-compose.yml puts them together. */
async function startLayout(settings: Record<string, string> = {}) {
  const { endpoint, accessKeyId, secretAccessKey } = await sharedService('s3');
  const runner = handRunner();
  let harness: Harness | undefined;
  const caddy = await startCaddy(async ({ site, filesSite }) => {
    harness = await startHarness({
      createRunner: runner.createRunner,
      environment: {
        FITROOM_PUBLIC_URL: site,
        S3_ENDPOINT: endpoint,
        S3_PUBLIC_ENDPOINT: filesSite,
        S3_BUCKET: `layout-${randomUUID()}`,
        S3_ACCESS_KEY_ID: accessKeyId,
        S3_SECRET_ACCESS_KEY: secretAccessKey,
        ...settings,
      },
    });
    return { api: new URL(harness.address).host, files: new URL(endpoint).host };
  });
  onTestFinished(() => caddy.remove());
  if (!harness) throw new Error('The proxy asked for no upstream.');
  return { ...caddy.address, harness, runner };
}

async function uploadTo(site: string, photo: Uint8Array): Promise<Response> {
  const form = new FormData();
  form.set('user_id', 'ann');
  form.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg');
  return fetch(`${site}/clothes/upload-image`, { method: 'POST', body: form });
}

describe.skipIf(!isInstalled('s3') || !isInstalled('caddy'))('behind the proxy', () => {
  test('files go in through the API and come out of the store by links that only read', async () => {
    const { site, filesSite } = await startLayout();
    const photo = await plainPhoto();
    const uploaded = await uploadTo(site, photo);
    expect(uploaded.status).toBe(201);
    const { image_url } = (await uploaded.json()) as { image_url: string };
    expect(image_url.startsWith(`${filesSite}/`)).toBe(true);
    const file = await fetch(image_url, { headers: { Range: 'bytes=1-4' } });
    expect(file.status).toBe(206);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(photo.subarray(1, 5));
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    for (const method of ['PUT', 'DELETE', 'POST']) {
      expect([method, (await fetch(image_url, { method })).status]).toEqual([method, 405]);
    }
    expect((await fetch(image_url)).status).toBe(200);
  });

  test('what is for the operator stays inside, and what is too large outside', async () => {
    const { site, harness } = await startLayout();
    expect((await fetch(`${site}/metrics`)).status).toBe(404);
    expect((await harness.send('/metrics')).status).toBe(200);
    expect(await (await fetch(`${site}/readyz`)).json()).toMatchObject({ ready: true });
    const large = await uploadTo(site, new Uint8Array(26 * MEGABYTE)).catch(() => null);
    // The proxy may close the line before the answer is read.
    expect([413, undefined]).toContain(large?.status);
  });

  test('a client is counted by what the proxy says of it, not by what it says itself', async () => {
    const { site } = await startLayout({
      FITROOM_TRUSTED_PROXIES: 'loopback',
      FITROOM_RATE_PER_MINUTE: '2',
    });
    const statuses = [];
    for (const from of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      const headers = { 'X-Forwarded-For': from, Forwarded: `for=${from}` };
      statuses.push((await fetch(`${site}/models`, { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('a job is followed as it goes on', async () => {
    const { site, runner } = await startLayout();
    const uploaded = await uploadTo(site, await plainPhoto());
    const { cloth_id } = (await uploaded.json()) as { cloth_id: string };
    const started = await fetch(`${site}/clothes/${cloth_id}/generate-3d`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'panels', quality: 'low' }),
    });
    const { cloth3d_id } = (await started.json()) as { cloth3d_id: string };
    const task = await runner.next();
    const events = await fetch(`${site}/clothes3d/${cloth3d_id}/events`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    onTestFinished(() => reader?.cancel());
    let seen = '';
    const until = async (words: string) => {
      while (!seen.includes(words)) {
        const part = await reader?.read();
        if (!part || part.done) throw new Error(`The events ended without ${words}: ${seen}`);
        seen += part.value;
      }
    };
    await until('"status":"processing"');
    task.listener.progress('drape', 0.5);
    await until('"stage":"drape"');
  });
});
