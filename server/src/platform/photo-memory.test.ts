import type { FoundBy } from '@fitroom/shared/tryon/photo-memory';
import { expect, it } from 'vitest';
import { mapCache } from '../../test/map-cache.ts';
import { createPhotoMemory } from './photo-memory.ts';

const picture = (value: number, width = 4, height = 6) => ({
  width,
  height,
  // As a second thread is given photos.
  data: new Uint8Array(new SharedArrayBuffer(width * height * 4)).fill(value),
});
const by = (more: Partial<FoundBy> = {}): FoundBy => ({
  step: 'reading',
  choices: ['auto', Float64Array.of(0.5, 1)],
  pictures: [picture(200)],
  ...more,
});

it('finds once what is asked for by the same step, choices and pixels', async () => {
  const { cache } = mapCache();
  let found = 0;
  const edge = Float64Array.of(0.1, -3);
  const find = async () => {
    found += 1;
    return { found, edge, same: edge, none: null, pixels: Uint8Array.of(1, 2, 3) };
  };
  const ask = (wish: FoundBy, code = 'a') => createPhotoMemory(cache, code).recall(wish, find);
  const first = await ask(by());
  expect(await ask(by())).toEqual(first);
  expect(found).toBe(1);
  const others = [
    by({ step: 'matte' }),
    by({ choices: ['auto', Float64Array.of(0.5, 2)] }),
    by({ pictures: [picture(201)] }),
    by({ pictures: [picture(200, 6, 4)] }),
    by({ pictures: [picture(200), picture(200)] }),
  ];
  for (const [n, other] of others.entries()) expect((await ask(other)).found).toBe(n + 2);
  expect((await ask(by(), 'b')).found).toBe(others.length + 2);
  expect(await ask(by())).toEqual(first);
});

it('finds anew what was damaged, and remembers no failure', async () => {
  const { kept, cache } = mapCache();
  const memory = createPhotoMemory(cache, 'a');
  const refuse = () => Promise.reject(new Error('no garment'));
  await expect(memory.recall(by(), refuse)).rejects.toThrow('no garment');
  expect(await memory.recall(by(), () => 'first')).toBe('first');
  expect(await memory.recall(by(), refuse)).toBe('first');
  for (const [key, bytes] of kept) kept.set(key, bytes.subarray(0, bytes.length - 1));
  expect(await memory.recall(by(), () => 'second')).toBe('second');
  for (const key of kept.keys()) kept.set(key, new Uint8Array());
  expect(await memory.recall(by(), () => 'third')).toBe('third');
});
