import { PRIOR_SIZE } from '@fitroom/shared/matte/matte-prior';
import { expect, it } from 'vitest';
import { cachedPrior } from './cached-prior.ts';

it('asks the network once for each input, and again when what was kept is damaged', async () => {
  const kept = new Map<string, Uint8Array>();
  const cache = {
    get: async (key: string) => kept.get(key) ?? null,
    put: async (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
  };
  let runs = 0;
  const prior = cachedPrior(async (input) => {
    runs += 1;
    return new Float32Array(PRIOR_SIZE * PRIOR_SIZE).fill(input[0]!);
  }, cache);
  const first = await prior(Float32Array.from([0.25, 1]));
  expect(await prior(Float32Array.from([0.25, 1]))).toEqual(first);
  expect(runs).toBe(1);
  expect((await prior(Float32Array.from([0.5, 1])))[7]).toBe(0.5);
  expect(runs).toBe(2);
  for (const key of kept.keys()) kept.set(key, new Uint8Array(8));
  expect(await prior(Float32Array.from([0.25, 1]))).toEqual(first);
  expect(runs).toBe(3);
});
