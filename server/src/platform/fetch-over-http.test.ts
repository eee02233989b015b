import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { fetchOverHttp } from './fetch-over-http.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<URL> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

/** A server of HTTP/1.0: it sends its whole answer and closes. */
const closing = (length: number, sent = length) =>
  createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(`HTTP/1.0 200 OK\r\nContent-Length: ${length}\r\n\r\n`);
      socket.end(Buffer.alloc(sent, 7));
    });
  });

test('a large body of a server that closes behind it is read to its end, however slowly', async () => {
  const length = 8 * 1024 * 1024;
  const url = await listening(closing(length));
  // Node's fetch ends the process in two of three.
  for (let round = 0; round < 4; round++) {
    const answer = await fetchOverHttp(url, { redirect: 'error' });
    let read = 0;
    for await (const piece of answer.body!) {
      await wait(2);
      read += piece.length;
    }
    expect(read).toBe(length);
  }
});

test('a body that ends too early is an error', async () => {
  const url = await listening(closing(1000, 400));
  const answer = await fetchOverHttp(url, { redirect: 'error' });
  await expect(answer.arrayBuffer()).rejects.toThrow();
});

test('keys stay with their origin where the way leads on', async () => {
  const keys: (string | undefined)[] = [];
  const there = await listening(
    createHttpServer((request, response) => {
      keys.push(request.headers.authorization);
      response.end('there');
    }),
  );
  const here = await listening(
    createHttpServer((request, response) => {
      keys.push(request.headers.authorization);
      response.writeHead(302, { Location: there.href }).end();
    }),
  );
  const headers = { Authorization: 'Bearer secret' };
  const answer = await fetchOverHttp(here, { headers, redirect: 'follow' });
  expect(await answer.text()).toBe('there');
  expect(keys).toEqual(['Bearer secret', undefined]);
  await expect(fetchOverHttp(here, { redirect: 'error' })).rejects.toThrow('302');
});

test('a body is sent, and an answer without one taken', async () => {
  let received = '';
  const url = await listening(
    createHttpServer(async (request, response) => {
      for await (const piece of request) received += piece;
      response.writeHead(204).end();
    }),
  );
  const body = Buffer.from('a photo');
  const answer = await fetchOverHttp(url, { method: 'POST', body, redirect: 'error' });
  expect(answer.status).toBe(204);
  expect(received).toBe('a photo');
});

test('an aborted signal ends it', async () => {
  const url = await listening(createServer(() => undefined));
  const signal = AbortSignal.timeout(50);
  await expect(fetchOverHttp(url, { redirect: 'error', signal })).rejects.toThrow();
});
