import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { CONNECTION_LIMITS, createLimitedServer } from './limited-server.ts';

/** What a client gets that sends this and then nothing more. */
async function answerTo(text: string, limits: Partial<typeof CONNECTION_LIMITS>) {
  const quick = { ...CONNECTION_LIMITS, checkEveryMs: 20, ...limits };
  const server = createLimitedServer((request, response) => {
    request.resume().on('end', () => response.end('whole'));
  }, quick);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

const HEAD = 'POST / HTTP/1.1\r\nHost: fit.example\r\n';

test('headers that do not come to their end', async () => {
  expect(await answerTo(HEAD, { headersMs: 60 })).toMatch(/^HTTP\/1.1 408 /);
});

test('a body that does not come to its end', async () => {
  const text = `${HEAD}Content-Length: 100\r\n\r\nhalf`;
  expect(await answerTo(text, { headersMs: 60, requestMs: 100 })).toMatch(/^HTTP\/1.1 408 /);
});

test('a connection on which nothing is said', async () => {
  expect(await answerTo('', { idleMs: 60 })).toBe('');
});

test('a request stalled in its middle', async () => {
  expect(await answerTo(`${HEAD}Content-Length: 100\r\n\r\nhalf`, { idleMs: 60 })).toBe('');
});

test('a connection between two requests', async () => {
  const answer = await answerTo('GET / HTTP/1.1\r\nHost: a\r\n\r\n', { keepAliveMs: 60 });
  expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*whole/);
});

test('headers that are too long', async () => {
  const text = `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`;
  expect(await answerTo(text, {})).toMatch(/^HTTP\/1.1 431 /);
});
