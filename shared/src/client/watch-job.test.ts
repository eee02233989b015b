import { expect, test } from 'vitest';
import { z } from 'zod';
import { CancelledError } from '../job/context.ts';
import { JobStatusSchema } from '../schemas/job-state.ts';
import { ApiUnreachableError, readApiError } from './api-error.ts';
import type { TransportResponse } from './transport.ts';
import { encodeUtf8 } from './utf8.ts';
import { watchJob } from './watch-job.ts';

const schema = z.object({ status: JobStatusSchema, progress: z.number() });
const transport = {
  fetch: () => Promise.reject(new Error('not used')),
  sleep: () => Promise.resolve(),
};
const event = (state: z.infer<typeof schema>) => `event: state\ndata: ${JSON.stringify(state)}\n\n`;

function answer(status: number, text: string): TransportResponse {
  const chunks = [encodeUtf8(text)];
  return {
    ok: status < 400,
    status,
    headers: { get: () => null },
    body: {
      getReader: () => ({
        read: async () => {
          const value = chunks.shift();
          return value ? { done: false, value } : { done: true };
        },
        cancel: async () => {},
      }),
    },
    text: async () => text,
    arrayBuffer: async () => encodeUtf8(text).buffer,
  };
}

const noEvents = () => Promise.reject(new ApiUnreachableError('none'));
const states = (...list: z.infer<typeof schema>[]) => {
  const rest = [...list];
  return async () => rest.shift() ?? { status: 'error' as const, progress: 0 };
};

test('events lead to the end without a question', async () => {
  const seen: number[] = [];
  const last = await watchJob(
    {
      schema,
      openEvents: async () =>
        answer(
          200,
          event({ status: 'processing', progress: 0.5 }) + event({ status: 'done', progress: 1 }),
        ),
      poll: () => Promise.reject(new Error('asked')),
    },
    transport,
    (state) => seen.push(state.progress),
  );
  expect(last.status).toBe('done');
  expect(seen).toEqual([0.5, 1]);
});

test('a stream that breaks off, and one that never comes, are made up for by asking', async () => {
  for (const openEvents of [
    noEvents,
    async () => answer(200, event({ status: 'processing', progress: 0.2 })),
  ]) {
    const poll = states({ status: 'processing', progress: 0.6 }, { status: 'done', progress: 1 });
    const last = await watchJob({ schema, openEvents, poll }, transport, () => {});
    expect(last).toEqual({ status: 'done', progress: 1 });
  }
});

test('a server that is away for a moment does not end the watch; an unknown id does', async () => {
  let asked = 0;
  const poll = async () => {
    asked += 1;
    if (asked < 5) throw new ApiUnreachableError('restarting');
    return { status: 'done' as const, progress: 1 };
  };
  const last = await watchJob({ schema, openEvents: noEvents, poll }, transport, () => {});
  expect(last.status).toBe('done');
  const gone = await readApiError(answer(404, '{"not": "a problem"}'));
  const openEvents = () => Promise.reject(gone);
  await expect(watchJob({ schema, openEvents, poll }, transport, () => {})).rejects.toBe(gone);
});

test('an aborted signal ends the watch', async () => {
  const signal = { aborted: false };
  const poll = async () => {
    signal.aborted = true;
    return { status: 'processing' as const, progress: 0.1 };
  };
  const watching = watchJob({ schema, openEvents: noEvents, poll }, transport, () => {}, signal);
  await expect(watching).rejects.toBeInstanceOf(CancelledError);
});

test('a server that names a time to come again is asked then', async () => {
  const waits: number[] = [];
  const limited = await readApiError({
    ...answer(
      429,
      JSON.stringify({
        type: 'urn:fitroom:problem:rate-limited',
        title: 'Too many.',
        status: 429,
        detail: 'Try again in 7 s.',
        instance: 'urn:fitroom:request:r1',
        code: 'rate-limited',
        retryable: true,
      }),
    ),
    headers: { get: (name) => (name === 'retry-after' ? '7' : null) },
  });
  const answers = [
    () => Promise.reject(limited),
    async () => ({ status: 'done' as const, progress: 1 }),
  ];
  const poll = async () => (answers.shift() ?? noEvents)();
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  await watchJob({ schema, openEvents: noEvents, poll }, { ...transport, sleep }, () => {});
  expect(waits).toEqual([7000]);
});
