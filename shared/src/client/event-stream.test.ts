import { expect, test } from 'vitest';
import { readEvents } from './event-stream.ts';
import { encodeUtf8 } from './utf8.ts';

function readerOf(bytes: Uint8Array, chunkSize: number) {
  let at = 0;
  return {
    async read() {
      if (at >= bytes.length) return { done: true };
      const value = bytes.subarray(at, at + chunkSize);
      at += chunkSize;
      return { done: false, value };
    },
    async cancel() {},
  };
}

const STREAM =
  ': still there\n\nevent: state\ndata: {"log":"소매"}\nid: 3\n\ndata:one\r\ndata: two\r\n\r\nevent: gone\ndata\n\nevent: state\ndata: cut';

test.each([1, 3, 1000])(
  'events come whole from chunks of %i bytes; a cut one does not',
  async (size) => {
    const events = [];
    for await (const event of readEvents(readerOf(encodeUtf8(STREAM), size))) events.push(event);
    expect(events).toEqual([
      { event: 'state', data: '{"log":"소매"}' },
      { event: 'message', data: 'one\ntwo' },
      { event: 'gone', data: '' },
    ]);
  },
);
