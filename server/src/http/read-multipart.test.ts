import { expect, test } from 'vitest';
import { multipartBoundary, readMultipart, readParts } from './read-multipart.ts';
import { createUploadMemory } from './upload-memory.ts';

const LIMITS = {
  partBytes: { file: 1000, user_id: 50 },
  tooLarge: (name: string) => new Error(`too large: ${name}`),
};

function streamOf(bytes: Uint8Array, chunkSize: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += chunkSize) {
        controller.enqueue(bytes.subarray(at, at + chunkSize));
      }
      controller.close();
    },
  });
}

/** What a real client sends. */
async function formBody(file: Uint8Array<ArrayBuffer>, userId: string) {
  const form = new FormData();
  form.set('file', new Blob([file], { type: 'image/jpeg' }), 'my photo.jpg');
  form.set('user_id', userId);
  const response = new Response(form);
  const boundary = multipartBoundary(response.headers.get('content-type') ?? undefined);
  if (!boundary) throw new Error('No boundary.');
  return { boundary, bytes: new Uint8Array(await response.arrayBuffer()) };
}

// Line breaks and dashes look like the beginnings of boundaries.
const TRICKY = new Uint8Array(
  Array.from({ length: 900 }, (_, i) => [13, 10, 45, 45, 0, 255][i % 6]!),
);

test.each([1, 2, 7, 64, 100_000])('a form is read whole from chunks of %i bytes', async (size) => {
  const { boundary, bytes } = await formBody(TRICKY, 'ann');
  const parts = await readMultipart(streamOf(bytes, size), boundary, LIMITS);
  expect(parts.map((p) => [p.name, p.isFile])).toEqual([
    ['file', true],
    ['user_id', false],
  ]);
  expect(new Uint8Array(parts[0]!.bytes)).toEqual(TRICKY);
  expect(parts[1]!.bytes.toString()).toBe('ann');
});

test('a part beyond its limit ends the reading before the rest has come', async () => {
  const { boundary, bytes } = await formBody(new Uint8Array(5000), 'ann');
  let sent = 0;
  const slow = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bytes.subarray(sent, sent + 100));
      sent += 100;
    },
  });
  await expect(readMultipart(slow, boundary, LIMITS)).rejects.toThrow('too large: file');
  expect(sent).toBeLessThan(1800);
});

test('a body cut short, an unknown field and a double field are refused', async () => {
  const { boundary, bytes } = await formBody(TRICKY, 'ann');
  const cut = readMultipart(streamOf(bytes.subarray(0, 600), 64), boundary, LIMITS);
  await expect(cut).rejects.toMatchObject({ code: 'malformed-upload' });
  const unknown = readMultipart(streamOf(bytes, 64), boundary, {
    ...LIMITS,
    partBytes: { file: 1000 },
  });
  await expect(unknown).rejects.toMatchObject({ code: 'schema-mismatch' });
  const twice = Buffer.from(
    '--b\r\nContent-Disposition: form-data; name="user_id"\r\n\r\nann\r\n'
      .repeat(2)
      .concat('--b--\r\n'),
  );
  const double = readMultipart(streamOf(twice, 64), 'b', LIMITS);
  await expect(double).rejects.toMatchObject({ code: 'malformed-upload' });
});

test('a client that goes away in the middle is no fault of the server', async () => {
  const gone = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from('--b\r\nContent-Disp'));
      controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    },
  });
  await expect(readMultipart(gone, 'b', LIMITS)).rejects.toMatchObject({
    code: 'malformed-upload',
  });
});

test('the boundary comes from the content type alone', () => {
  expect(multipartBoundary('multipart/form-data; boundary=abc')).toBe('abc');
  expect(multipartBoundary('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b');
  expect(multipartBoundary('application/json')).toBeNull();
  expect(multipartBoundary('multipart/form-data')).toBeNull();
  expect(multipartBoundary(undefined)).toBeNull();
});

const line = (name: string, text: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n${text}\r\n`;
const SEVERAL = Buffer.from(
  `${line('file', 'one')}${line('file', 'x'.repeat(2000))}${line('file', 'three')}--b--`,
);

test.each([1, 50, 10_000])('parts of one name come one by one, from chunks of %i', async (size) => {
  const limits = { ...LIMITS, mostOf: { file: 3 }, tooLarge: () => null };
  const texts: string[] = [];
  for await (const part of readParts(streamOf(SEVERAL, size), 'b', limits)) {
    texts.push(part.isTooLong ? `too long, ${part.bytes.length} kept` : part.bytes.toString());
  }
  expect(texts).toEqual(['one', 'too long, 0 kept', 'three']);
});

test('more parts of a name, and a longer body, than are allowed end the reading', async () => {
  const limits = { ...LIMITS, mostOf: { file: 2 }, tooLarge: () => null };
  await expect(readMultipart(streamOf(SEVERAL, 64), 'b', limits)).rejects.toMatchObject({
    code: 'schema-mismatch',
    errors: [{ pointer: '/file' }],
  });
  const short = { ...limits, bodyBytes: 500 };
  await expect(readMultipart(streamOf(SEVERAL, 64), 'b', short)).rejects.toMatchObject({
    code: 'body-too-large',
  });
});

test('a bound of the server is told as that, not as a fault of the body', async () => {
  const { body } = createUploadMemory(100).hold(streamOf(SEVERAL, 64));
  await expect(readMultipart(body, 'b', LIMITS)).rejects.toMatchObject({ code: 'upload-busy' });
});
