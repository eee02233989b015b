import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createS3Store } from './s3-store.ts';

// Real stores: server/test/medium/object-stores.test.ts.

describe('an S3 server that', () => {
  /** Answers each request with the next of the answers, and with the last one for ever. */
  async function answering(
    ...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]
  ) {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      const answer = answers[Math.min(seen.length, answers.length - 1)];
      seen.push(request.method ?? '');
      request.resume();
      request.on('end', () => answer?.(request, response));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const store = createS3Store({
      place: {
        endpoint: `http://127.0.0.1:${port}`,
        region: 'us-east-1',
        bucket: 'files',
        isPathStyle: true,
        publicAddress: '',
      },
      keys: { accessKeyId: 'a', secretAccessKey: 'b' },
      cacheControl: 'private',
    });
    onTestFinished(() => {
      store.close();
      server.close();
      server.closeAllConnections();
    });
    return { store, seen };
  }
  const failing =
    (status: number, code: string) => (_: IncomingMessage, response: ServerResponse) =>
      void response
        .writeHead(status, { 'Content-Type': 'application/xml' })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
  const accepting = (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(200, { ETag: '"1"' }).end();

  test('stumbles is asked again', async () => {
    const { store, seen } = await answering(
      failing(503, 'SlowDown'),
      (request) => void request.socket.destroy(),
      accepting,
    );
    await store.put('a.glb', Uint8Array.of(1));
    expect(seen).toEqual(['PUT', 'PUT', 'PUT']);
  });

  test('is full says so, and is not asked again in vain for long', async () => {
    const { store, seen } = await answering(failing(507, 'XMinioStorageFull'));
    await expect(store.put('a.glb', Uint8Array.of(1))).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect(seen.length).toBeLessThanOrEqual(4);
  });

  test('keeps failing is unreachable; one that refuses is asked once', async () => {
    const away = await answering(failing(500, 'InternalError'));
    await expect(away.store.read('a.glb')).rejects.toMatchObject({ code: 'storage-unreachable' });
    const strict = await answering(failing(403, 'AccessDenied'));
    await expect(strict.store.read('a.glb')).rejects.toMatchObject({ code: 'storage-denied' });
    expect(strict.seen).toEqual(['GET']);
  });
});
