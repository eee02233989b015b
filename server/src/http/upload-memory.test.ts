import { expect, test } from 'vitest';
import { createUploadMemory } from './upload-memory.ts';

/** A stream of chunks of 100 bytes, which tells how many were taken. */
function chunks(count: number) {
  const taken = { count: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken.count === count) return controller.close();
        taken.count += 1;
        controller.enqueue(new Uint8Array(100));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken };
}

async function lengthOf(stream: ReadableStream<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of stream) length += chunk.length;
  return length;
}

test('bodies come through whole, and what they held is free again', async () => {
  const memory = createUploadMemory(1000);
  for (let i = 0; i < 5; i++) {
    const held = memory.hold(chunks(9).stream);
    expect(await lengthOf(held.body)).toBe(900);
    held.release();
    held.release();
  }
});

test('all together may not hold more than the bound, and the one too many can be drained', async () => {
  const memory = createUploadMemory(1000);
  const first = memory.hold(chunks(6).stream);
  expect(await lengthOf(first.body)).toBe(600);
  const { stream, taken } = chunks(20);
  const second = memory.hold(stream);
  await expect(lengthOf(second.body)).rejects.toMatchObject({ code: 'upload-busy' });
  expect(taken.count).toBe(5);
  second.release();
  expect(await lengthOf(stream)).toBe(1500);
  first.release();
  const third = memory.hold(chunks(10).stream);
  expect(await lengthOf(third.body)).toBe(1000);
});

test('a body that is held and does not come takes no room', async () => {
  const memory = createUploadMemory(1000);
  for (let i = 0; i < 100; i++) memory.hold(new ReadableStream());
  expect(await lengthOf(memory.hold(chunks(10).stream).body)).toBe(1000);
});

test('bytes given back early make room for others', async () => {
  const memory = createUploadMemory(1000);
  const first = memory.hold(chunks(9).stream);
  expect(await lengthOf(first.body)).toBe(900);
  first.giveBack(700);
  const second = memory.hold(chunks(8).stream);
  expect(await lengthOf(second.body)).toBe(800);
  // Never more than it has.
  first.giveBack(5000);
  first.release();
  expect(await lengthOf(memory.hold(chunks(2).stream).body)).toBe(200);
  await expect(lengthOf(memory.hold(chunks(1).stream).body)).rejects.toMatchObject({
    code: 'upload-busy',
  });
});
