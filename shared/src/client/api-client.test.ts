import { expect, test } from 'vitest';
import { CancelledError } from '../job/context.ts';
import { createApiClient } from './api-client.ts';
import { ApiError, ApiUnreachableError } from './api-error.ts';

/** A client of a server that answers every call with one response. */
function clientOf(answer: () => Response | Promise<Response>, calls: Request[] = []) {
  return createApiClient({
    baseUrl: 'http://server',
    async fetch(url, init) {
      calls.push(new Request(url, init as RequestInit));
      return answer();
    },
    sleep: () => Promise.resolve(),
  });
}

test('a call goes to its address with its body, and its answer is checked', async () => {
  const calls: Request[] = [];
  const answer = () => Response.json({ cloth3d_id: 'c1', status: 'processing' }, { status: 202 });
  const request = { model: 'panels', quality: 'med' } as const;
  expect(await clientOf(answer, calls).generate3d('a/b', request)).toEqual({
    cloth3d_id: 'c1',
    status: 'processing',
  });
  expect([calls[0]?.method, calls[0]?.url]).toEqual([
    'POST',
    'http://server/clothes/a%2Fb/generate-3d',
  ]);
  expect(await calls[0]?.json()).toEqual(request);
});

test('a problem becomes an error with its code and when to come again', async () => {
  const problem = {
    type: 'urn:fitroom:problem:queue-full',
    title: 'Full.',
    status: 503,
    detail: 'Try again in half a minute.',
    instance: 'urn:fitroom:request:r1',
    code: 'queue-full',
    retryable: true,
  };
  const headers = { 'Retry-After': '30' };
  const error = await clientOf(() => Response.json(problem, { status: 503, headers }))
    .listModels()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    code: 'queue-full',
    retryable: true,
    retryAfterSeconds: 30,
    message: 'Try again in half a minute.',
  });
});

test.each([
  [502, true],
  [400, false],
])(
  "a proxy's own page of status %i is an error that may be retried: %s",
  async (status, retryable) => {
    const call = clientOf(() => new Response('<h1>Bad</h1>', { status })).listModels();
    await expect(call).rejects.toMatchObject({ retryable, problem: { status } });
  },
);

test('a server that is not ready says what it lacks, and that is an answer', async () => {
  const checks = { database: true, storage: false };
  const lacking = clientOf(() => Response.json({ ready: false, checks }, { status: 503 }));
  expect(await lacking.getReadiness()).toEqual({ ready: false, checks });
  expect(await lacking.isReady()).toBe(false);
});

test('the language of problems is asked for where one is given', async () => {
  const calls: Request[] = [];
  const client = createApiClient({
    baseUrl: 'http://server',
    language: 'ko',
    async fetch(url, init) {
      calls.push(new Request(url, init as RequestInit));
      return Response.json([]);
    },
    sleep: () => Promise.resolve(),
  });
  await client.listModels();
  expect(calls[0]?.headers.get('accept-language')).toBe('ko');
});

test('a key goes to the API, and never along with a link', async () => {
  const calls: Request[] = [];
  const client = createApiClient({
    baseUrl: 'http://server',
    apiKey: 'frk_secret',
    async fetch(url, init) {
      calls.push(new Request(url, init as RequestInit));
      return Response.json([]);
    },
    sleep: () => Promise.resolve(),
  });
  await client.listModels();
  await client.fetchBytes('http://files.example/a?signature=b');
  await client.fetchBytes('/files/a?signature=b');
  expect(calls.map(({ headers }) => headers.get('authorization'))).toEqual([
    'Bearer frk_secret',
    null,
    null,
  ]);
});

test('no answer, and an answer of another service, are told apart from a problem', async () => {
  const down = clientOf(() => Promise.reject(new TypeError('fetch failed')));
  await expect(down.listModels()).rejects.toBeInstanceOf(ApiUnreachableError);
  expect(await down.isReady()).toBe(false);
  const other = clientOf(() => Response.json({ hello: 'world' }));
  await expect(other.listModels()).rejects.toBeInstanceOf(ApiUnreachableError);
});

test('an aborted call is a cancel, not a failure', async () => {
  const client = clientOf(() => Promise.reject(new Error('aborted')));
  await expect(client.listModels({ aborted: true })).rejects.toBeInstanceOf(CancelledError);
});
