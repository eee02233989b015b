import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { expect, test } from 'vitest';
import { handRunner, plainPhoto, startHarness, temporaryFolder } from './api-harness.ts';

const { createRunner } = handRunner();

const STANDING = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': expect.stringContaining('geolocation=()'),
};

test('every kind of answer is isolated, is not sniffed, tells no referrer and may run nothing of others', async () => {
  const appFolder = temporaryFolder();
  mkdirSync(join(appFolder, 'assets'));
  writeFileSync(join(appFolder, 'index.html'), '<!doctype html><title>Fitroom</title>');
  writeFileSync(join(appFolder, 'assets', 'worker.js'), 'self.onmessage = null;');
  const { send, upload, address } = await startHarness({ createRunner, appFolder });
  const { image_url } = await upload(await plainPhoto());
  const pages = ['/', '/docs', '/assets/worker.js'];
  const data = [
    '/models',
    '/clothes/none',
    '/no/such/route',
    '/openapi.json',
    '/metrics',
    '/healthz',
    '/docs/page.css',
    image_url.slice(address.length),
    '/files/none?expires=1&signature=a',
  ];
  for (const path of [...pages, ...data]) {
    const Accept = pages.includes(path) ? 'text/html,*/*' : '*/*';
    const { headers } = await send(path, { headers: { Accept } });
    expect(Object.fromEntries(headers), path).toMatchObject(STANDING);
    const policy = headers.get('content-security-policy') ?? '';
    const directives = new Map(
      policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
    );
    expect(directives.get('frame-ancestors'), path).toEqual(["'none'"]);
    if (pages.includes(path)) {
      expect(directives.get('script-src'), path).toEqual(["'self'", "'wasm-unsafe-eval'"]);
      expect(directives.get('object-src'), path).toEqual(["'none'"]);
    } else {
      expect([path, policy]).toEqual([path, "default-src 'none'; frame-ancestors 'none'; sandbox"]);
    }
    const isFile = path.startsWith('/files/') && !path.startsWith('/files/none');
    expect([path, headers.get('cross-origin-resource-policy')]).toEqual([
      path,
      isFile ? 'cross-origin' : 'same-origin',
    ]);
  }
});

test('pages may call the API that the app is told of, and no other', async () => {
  const appFolder = temporaryFolder();
  writeFileSync(join(appFolder, 'index.html'), '<!doctype html><title>Fitroom</title>');
  const policyWith = async (config: string) => {
    writeFileSync(join(appFolder, 'config.json'), config);
    const { send } = await startHarness({ createRunner, appFolder });
    return (await send('/')).headers.get('content-security-policy') ?? '';
  };
  const elsewhere = await policyWith('{ "apiBase": "https://gpu.example/fit/" }');
  expect(elsewhere).toContain("connect-src 'self' blob: data: https://gpu.example https://hugg");
  for (const config of ['{ "apiBase": "" }', '{ "apiBase": "javascript:0" }', 'no json', '[]']) {
    expect(await policyWith(config)).toContain("connect-src 'self' blob: data: https://hugg");
  }
});

test('no page of ours has a script in its text', async () => {
  const { send } = await startHarness({ createRunner, appFolder: temporaryFolder() });
  for (const path of ['/docs', '/']) {
    const text = await (await send(path, { headers: { Accept: 'text/html' } })).text();
    expect(text).toContain('<!doctype html>');
    expect([path, /<script(?![^>]* src=)|\son\w+=|javascript:/i.test(text)]).toEqual([path, false]);
  }
});

test('browsers are told to stay on https where clients see it there', async () => {
  const plain = await startHarness({ createRunner });
  expect((await plain.send('/healthz')).headers.get('strict-transport-security')).toBeNull();
  const environment = { FITROOM_PUBLIC_URL: 'https://fit.example' };
  const secure = await startHarness({ createRunner, environment });
  const { headers } = await secure.send('/healthz');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
});

/** Sends a body in chunks, without a length. */
async function sendChunks(address: string, path: string, chunk: string, count: number) {
  const outgoing = request(`${address}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
  });
  outgoing.on('error', () => undefined);
  for (let i = 0; i < count; i++) outgoing.write(chunk);
  outgoing.end();
  const [answer] = await once(outgoing, 'response');
  const text = await new Response(answer).text();
  return { status: answer.statusCode as number, text };
}

test('no route takes a body without an end, whether it reads one or not', async () => {
  const { address, client } = await startHarness({ createRunner });
  const kilobyte = 'a'.repeat(1024);
  for (const path of ['/fit', '/outfit', '/clothes/x/generate-3d', '/session/x/cancel', '/none']) {
    const { status, text } = await sendChunks(address, path, kilobyte, 200);
    expect([path, status]).toEqual([path, 413]);
    expect(ProblemSchema.parse(JSON.parse(text)).code).toBe('body-too-large');
  }
  const form = await fetch(`${address}/fit`, { method: 'POST', body: new FormData() });
  expect(form.status).toBe(415);
  expect(await client.isReady()).toBe(true);
});

test('a request that never reaches the app is answered as carefully', async () => {
  const { address } = await startHarness({ createRunner });
  const { port } = new URL(address);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'none'");
  expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(answer).toContain('"code":"bad-request"');
});

test('a stranger may read nothing across origins, and no page may send cookies along', async () => {
  const environment = { FITROOM_CORS_ORIGINS: 'https://shop.example' };
  const { send } = await startHarness({ createRunner, environment });
  const ask = (origin: string, method = 'GET') =>
    send('/models', {
      method,
      headers: { Origin: origin, 'Access-Control-Request-Method': 'DELETE' },
    });
  for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null']) {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await ask(origin, method);
      expect([origin, headers.get('access-control-allow-origin')]).toEqual([origin, null]);
    }
  }
  const { headers } = await ask('https://shop.example');
  expect(headers.get('access-control-allow-origin')).toBe('https://shop.example');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
  expect(headers.get('vary')).toMatch(/Origin/i);
  expect(headers.get('access-control-expose-headers')).toMatch(/RateLimit/);
});
