import { connect } from 'node:net';
import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { expect, test } from 'vitest';
import { handRunner, startHarness } from './api-harness.ts';

/** Everything that comes back on a connection of its own. */
function talk(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(bytes);
  });
}

test.each([
  ['no HTTP', 'HELO\r\n\r\n', 400, 'bad-request'],
  ['no Host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad-request'],
  ['an unknown method', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'bad-request'],
  [
    'two lengths',
    'POST /fit HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
    400,
    'bad-request',
  ],
  [
    'long headers',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers-too-large',
  ],
])('a request with %s is answered with problem details', async (_title, bytes, status, code) => {
  const { address } = await startHarness({ createRunner: handRunner().createRunner });
  const [head = '', body = ''] = (await talk(address, bytes)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toMatch(/content-type: application\/problem\+json/i);
  expect(ProblemSchema.parse(JSON.parse(body))).toMatchObject({ status, code });
});

test('an expectation that nobody knows is ignored', async () => {
  const { address } = await startHarness({ createRunner: handRunner().createRunner });
  const request = 'GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nConnection: close\r\n\r\n';
  expect(await talk(address, request)).toMatch(/^HTTP\/1.1 200 /);
});

test('an interim answer never stands in the middle of another one', async () => {
  const { address } = await startHarness({ createRunner: handRunner().createRunner });
  const plain = 'GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n';
  const asking =
    'POST /fit HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n' +
    'Content-Length: 2\r\nConnection: close\r\n\r\n{}';
  // Sent at once: the second arrives while the first is being answered.
  const answers = await talk(address, plain + asking);
  expect(answers).toMatch(/\}HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 422 /);
  expect(answers).toMatch(/"code":"schema-mismatch".*\}$/);
});
