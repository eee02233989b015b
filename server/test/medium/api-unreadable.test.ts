import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { expect, test } from 'vitest';
import { commonHarness, handRunner } from './api-harness.ts';
import { talk } from './raw-client.ts';

const common = commonHarness({ createRunner: handRunner().createRunner });

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
  const { address } = common();
  const [head = '', body = ''] = (await talk(address, bytes)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toMatch(/content-type: application\/problem\+json/i);
  expect(ProblemSchema.parse(JSON.parse(body))).toMatchObject({ status, code });
});

test('an expectation that nobody knows is ignored', async () => {
  const { address } = common();
  const request = 'GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nConnection: close\r\n\r\n';
  expect(await talk(address, request)).toMatch(/^HTTP\/1.1 200 /);
});

test('an interim answer never stands in the middle of another one', async () => {
  const { address } = common();
  const plain = 'GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n';
  const asking = 'Host: a\r\nExpect: 100-continue\r\nConnection: close\r\n';
  const form = '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n';
  // Sent at once: the second arrives while the first is being answered.
  const read = await talk(address, `${plain}GET /session/x HTTP/1.1\r\n${asking}\r\n`);
  expect(read).toMatch(/\}HTTP\/1\.1 404 .*\r\n(?:.+\r\n)+\r\n\{"type":.*\}$/);
  const upload = await talk(
    address,
    `${plain}POST /clothes/upload-image HTTP/1.1\r\n${asking}` +
      `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${form.length}\r\n\r\n${form}`,
  );
  expect(upload).toMatch(
    /\}HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 422 .*\r\n(?:.+\r\n)+\r\n\{"type":.*\}$/,
  );
});

test('what lies below /files is never the page of the app, whatever its name', async () => {
  const { send } = common();
  const answer = await send('/files/a%0Db%2F?expires=1&signature=a', {
    headers: { Accept: 'text/html' },
  });
  expect(answer.status).toBe(403);
});
