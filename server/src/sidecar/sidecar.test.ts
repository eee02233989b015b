import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CancelledError, type JobContext } from '@fitroom/shared/job/context';
import { afterEach, expect, test } from 'vitest';
import { askHealth, meshFromSidecar, requireOffer, type SidecarPlace } from './sidecar.ts';

const CUT_OUT = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3, 255) };
const OPTIONS = {
  quality: 'med',
  seed: 9,
  views: 8,
  large: false,
  category: 'top',
  textureSize: null,
} as const;
const GLB = new TextEncoder().encode('glTF and more');
const HEALTH = {
  status: 'ok',
  generators: [{ id: 'triposr', licence: 'MIT (TRELLIS.2)', commercial_use: true }],
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

async function sidecar(handle: Handler, more: Partial<SidecarPlace> = {}): Promise<SidecarPlace> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => handle(request, response, Buffer.concat(pieces)));
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/below`,
    token: 'secret',
    generators: ['triposr'],
    limitSeconds: 5,
    ...more,
  };
}

const signal = { aborted: false };
const context: JobContext = { signal, progress() {}, log() {}, now: () => 0 };
const ask = (place: SidecarPlace, asked: JobContext = context) =>
  meshFromSidecar(place, 'triposr', async () => Uint8Array.of(5, 5))(CUT_OUT, OPTIONS, asked);
const says = (status: number, body: unknown): Handler => {
  return (_request, response) => response.writeHead(status).end(JSON.stringify(body));
};

test('the photo goes there with its wishes and the token, and the mesh comes back', async () => {
  const seen: unknown[] = [];
  const place = await sidecar(({ method, url, headers }, response, body) => {
    seen.push(method, url, headers.authorization, headers['content-type'], [...body]);
    response.writeHead(200, { 'Content-Type': 'model/gltf-binary' }).end(GLB);
  });
  expect(await ask(place)).toEqual({ glb: GLB, views: [], warnings: [] });
  expect(seen).toEqual([
    'POST',
    '/below/v1/generate?generator=triposr&quality=med&seed=9&views=8',
    'Bearer secret',
    'image/png',
    [5, 5],
  ]);
});

test('its health says what it runs and under which licence', async () => {
  const place = await sidecar(says(200, HEALTH));
  expect(await askHealth(place)).toEqual(HEALTH);
  expect(await requireOffer(place, 'triposr')).toMatchObject({ commercial_use: true });
  await expect(requireOffer(place, 'shap-e')).rejects.toMatchObject({
    code: 'model-unavailable',
    message: expect.stringContaining('FITROOM_SIDECAR_GENERATORS'),
  });
  await expect(askHealth(await sidecar(says(401, {})))).rejects.toThrow('FITROOM_SIDECAR_TOKEN');
  await expect(askHealth(await sidecar(says(200, { status: 'fine' })))).rejects.toThrow(
    'not one of a sidecar',
  );
});

test.each([
  [
    'a code of ours',
    says(422, { code: 'shape-empty', detail: 'Nothing.' }),
    'shape-empty',
    'Nothing.',
  ],
  ['a reason', says(500, { detail: 'No kernel.' }), 'sidecar-failed', 'No kernel.'],
  ['no reason', says(502, 'Bad gateway'), 'sidecar-failed', 'it answered 502'],
  ['a refused token', says(403, {}), 'sidecar-failed', 'FITROOM_SIDECAR_TOKEN'],
  ['no mesh', says(200, { ok: true }), 'sidecar-failed', 'no GLB'],
  [
    'a redirect',
    ((_request, response) =>
      response.writeHead(302, { Location: 'http://169.254.169.254/' }).end()) satisfies Handler,
    'model-unavailable',
    'cannot be reached',
  ],
] as const)('%s fails the job in words', async (_what, handle, code, words) => {
  await expect(ask(await sidecar(handle))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
});

test('more than a garment has is not read to its end', async () => {
  const place = await sidecar((_request, response) => {
    const piece = Buffer.alloc(2 ** 20);
    response.writeHead(200);
    const write = () => {
      while (response.write(piece)) {}
      response.once('drain', write);
    };
    write();
  });
  await expect(ask(place)).rejects.toMatchObject({
    code: 'sidecar-failed',
    message: expect.stringContaining('more than 50 MB'),
  });
});

test('one that is away, or takes too long, is told from one that fails', async () => {
  await expect(
    ask({ url: 'http://127.0.0.1:9', token: '', generators: [], limitSeconds: 5 }),
  ).rejects.toMatchObject({ code: 'model-unavailable' });
  const slow = await sidecar(() => {}, { limitSeconds: 0.1 });
  await expect(ask(slow)).rejects.toMatchObject({ code: 'time-limit' });
});

test('a cancel closes the connection', async () => {
  const cancel = { aborted: false };
  const closed = Promise.withResolvers<void>();
  const place = await sidecar((request) => {
    request.socket.once('close', () => closed.resolve());
    cancel.aborted = true;
  });
  await expect(ask(place, { ...context, signal: cancel })).rejects.toBeInstanceOf(CancelledError);
  await closed.promise;
});
