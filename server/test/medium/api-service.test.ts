import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GENERATORS } from '@fitroom/shared/garment/vocabulary';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { handRunner, plainPhoto, startHarness, temporaryFolder } from './api-harness.ts';

const { createRunner } = handRunner();
const BIG_SCRIPT = `${'console.log("fitroom");\n'.repeat(200)}`;
const PAGE =
  '<!doctype html><title>Fitroom</title><script type="module" src="/assets/a1.js"></script>';

function builtApp(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'sw.js'), 'self.skipWaiting();');
  writeFileSync(join(folder, '.secret'), 'hidden');
  writeFileSync(join(folder, 'assets', 'a1.js'), BIG_SCRIPT);
  return folder;
}

describe('the built app', () => {
  test('is served isolated, without inline scripts, pages asked for again and assets kept', async () => {
    const { send } = await startHarness({ createRunner, appFolder: builtApp() });
    const page = await send('/');
    expect(await page.text()).toBe(PAGE);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
    });
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
    expect((await send('/sw.js')).headers.get('cache-control')).toBe('no-cache');
    const asset = await send('/assets/a1.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('text/javascript');
    const etag = asset.headers.get('etag') ?? '';
    const again = await send('/assets/a1.js', { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  test('shows its own routes to people; a missing file is missing, a hidden one hidden', async () => {
    const { send } = await startHarness({ createRunner, appFolder: builtApp() });
    const asPerson = { headers: { Accept: 'text/html,*/*' } };
    expect(await (await send('/wardrobe/7', asPerson)).text()).toBe(PAGE);
    for (const path of ['/assets/none.js', '/.secret', '/%2e%2e/package.json', '/wardrobe/7']) {
      expect([path, (await send(path)).status]).toEqual([path, 404]);
    }
    expect((await send('/assets/none.js', asPerson)).status).toBe(404);
  });

  test('comes compressed to who takes it, and plain to who does not', async () => {
    const { address } = await startHarness({ createRunner, appFolder: builtApp() });
    const get = (encoding: string) =>
      new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
        request(
          `${address}/assets/a1.js`,
          { headers: { 'Accept-Encoding': encoding } },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk) => chunks.push(chunk));
            answer.on('end', () =>
              resolve({
                encoding: answer.headers['content-encoding'],
                body: Buffer.concat(chunks),
              }),
            );
          },
        )
          .on('error', reject)
          .end();
      });
    const small = await get('br, gzip');
    expect(small.encoding).toBe('gzip');
    expect(small.body.length).toBeLessThan(BIG_SCRIPT.length / 5);
    expect(gunzipSync(small.body).toString()).toBe(BIG_SCRIPT);
    const plain = await get('identity');
    expect([plain.encoding, plain.body.toString()]).toEqual([undefined, BIG_SCRIPT]);
  });

  test('that is not built yet says so, and the API works', async () => {
    const { send, client } = await startHarness({ createRunner, appFolder: temporaryFolder() });
    const page = await send('/', { headers: { Accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npm start');
    expect((await client.listAvatarPresets()).length).toBeGreaterThan(0);
  });
});

describe('the documentation', () => {
  const OpenApi = z.looseObject({
    openapi: z.string(),
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
  });

  test('lists every route that answers, and no other', async () => {
    const { send } = await startHarness({ createRunner });
    const document = OpenApi.parse(await (await send('/openapi.json')).json());
    expect(document.openapi).toBe('3.1.0');
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.sort()).toEqual([
      'DELETE /clothes/{id}',
      'DELETE /clothes3d/{id}',
      'DELETE /session/{id}',
      'DELETE /webhooks/{id}',
      'GET /avatar-presets',
      'GET /clothes',
      'GET /clothes/{id}',
      'GET /clothes3d',
      'GET /clothes3d/{id}',
      'GET /clothes3d/{id}/events',
      'GET /files/{key}',
      'GET /healthz',
      'GET /metrics',
      'GET /models',
      'GET /readyz',
      'GET /session/{id}',
      'GET /session/{id}/events',
      'GET /session/{id}/result',
      'GET /sessions',
      'GET /webhooks',
      'GET /webhooks/{id}/deliveries',
      'POST /clothes/upload-batch',
      'POST /clothes/upload-image',
      'POST /clothes/upload-mesh',
      'POST /clothes/{id}/generate-3d',
      'POST /clothes3d/{id}/cancel',
      'POST /fit',
      'POST /outfit',
      'POST /session/{id}/cancel',
      'POST /webhooks',
    ]);
    for (const route of listed) {
      const [method = '', path = ''] = route.split(' ');
      const response = await send(path.replace(/\{\w+\}/, 'none'), { method });
      // An address without a route answers 404 with this sentence.
      expect([route, await response.text()]).not.toEqual([
        route,
        expect.stringContaining('This address has nothing'),
      ]);
    }
  });

  test('refers only to schemas that it has, and names the ones that clients use', async () => {
    const { send } = await startHarness({ createRunner });
    const text = await (await send('/openapi.json')).text();
    const { schemas } = OpenApi.parse(JSON.parse(text)).components;
    const references = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      (found) => found[1],
    );
    expect(references.filter((name) => !(name && name in schemas))).toEqual([]);
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['Cloth', 'Cloth3D', 'FittingSession', 'Problem', 'Report']),
    );
  });

  test('has a page for people without any script', async () => {
    const { send } = await startHarness({ createRunner });
    const page = await send('/docs');
    const html = await page.text();
    expect(html).toContain('/clothes/upload-image');
    expect(html).toContain('model-unavailable');
    expect(html).toContain('<code>back_file</code> (may be left out)');
    // Examples name addresses of others; nothing is loaded from there.
    expect(html).not.toMatch(/<script|style=|(?:src|href)="https?:\/\/(?!localhost|127)/);
    expect((await send('/docs/page.css')).headers.get('content-type')).toContain('text/css');
  });
});

test('the generators are listed with their licence and why they cannot run', async () => {
  const { client } = await startHarness({ createRunner });
  const models = await client.listModels();
  expect(models.map((model) => model.id)).toEqual([...GENERATORS]);
  for (const model of models) {
    expect(model.licence).not.toBe('');
    expect(model.reason === null).toBe(model.available);
    expect(model.commercial_use).toBe(!/non-commercial|NC/.test(model.licence));
  }
  expect(models.filter((model) => model.available).map((model) => model.id)).toEqual(['panels']);
});

test('a request that no URL can be made of gets a problem too', async () => {
  const { address, send } = await startHarness({ createRunner });
  const answer = await new Promise<{ status: number | undefined; type: string | undefined }>(
    (resolve, reject) => {
      request(address, { headers: { Host: 'bad host' } }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, type: response.headers['content-type'] });
      })
        .on('error', reject)
        .end();
    },
  );
  expect(answer).toEqual({ status: 400, type: 'application/problem+json; charset=utf-8' });
  expect((await send('/healthz')).status).toBe(200);
});

test('health, readiness and metrics', async () => {
  const { send, client } = await startHarness({ createRunner });
  expect(await (await send('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await send('/readyz')).json()).toEqual({
    ready: true,
    checks: { database: true, storage: true, presets: true },
  });
  await client.uploadImage({ userId: 'ann', photo: await plainPhoto(), mimeType: 'image/jpeg' });
  await send('/clothes/none');
  const metrics = await (await send('/metrics')).text();
  expect(metrics).toMatch(
    /fitroom_request_seconds_count\{method="GET",route="\/clothes\/:id",status="404"\} 1/,
  );
  expect(metrics).toMatch(
    /fitroom_request_seconds_count\{method="POST",route="\/clothes\/upload-image",status="201"\} 1/,
  );
  expect(metrics).toMatch(/fitroom_queue_jobs\{state="queued",needs="cpu"\} \d/);
  expect(metrics).not.toContain('/none');
});

describe('other origins', () => {
  const origin = 'https://shop.example';

  test('may call the API only when the operator allows them', async () => {
    const closed = await startHarness({ createRunner });
    const refused = await closed.send('/models', { headers: { Origin: origin } });
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    const open = await startHarness({
      createRunner,
      environment: { FITROOM_CORS_ORIGINS: `${origin}, https://other.example` },
    });
    const allowed = await open.send('/models', { headers: { Origin: origin } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    const stranger = await open.send('/models', { headers: { Origin: 'https://evil.example' } });
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await open.send('/fit', {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  });

  test('get problems that their pages can read, and the request id', async () => {
    const { send } = await startHarness({
      createRunner,
      environment: { FITROOM_CORS_ORIGINS: '*' },
    });
    const response = await send('/clothes/none', {
      headers: { Origin: origin, 'X-Request-Id': 'from-the-shop-1' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('x-request-id')).toBe('from-the-shop-1');
    expect(((await response.json()) as { instance: string }).instance).toContain('from-the-shop-1');
  });
});
