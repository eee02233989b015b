import { type MattePrior, U2NETP } from '@fitroom/shared/matte/matte-prior';
import { expect, it } from 'vitest';
import { mapCache } from '../../test/map-cache.ts';
import { cachedAnswers } from './cached-answers.ts';

function countingPrior(network = U2NETP) {
  const counted = { runs: 0 };
  const prior: MattePrior = {
    network,
    async run(input) {
      counted.runs += 1;
      return new Float32Array(network.size ** 2).fill(input[0]!);
    },
  };
  return { counted, prior };
}

it('asks the network once for each input, and again when what was kept is damaged', async () => {
  const { kept, cache } = mapCache();
  const { counted, prior } = countingPrior();
  const cached = cachedAnswers(prior, cache);
  const first = await cached.run(Float32Array.from([0.25, 1]));
  expect(await cached.run(Float32Array.from([0.25, 1]))).toEqual(first);
  expect(counted.runs).toBe(1);
  expect((await cached.run(Float32Array.from([0.5, 1])))[7]).toBe(0.5);
  expect(counted.runs).toBe(2);
  for (const key of kept.keys()) kept.set(key, new Uint8Array(8));
  expect(await cached.run(Float32Array.from([0.25, 1]))).toEqual(first);
  expect(counted.runs).toBe(3);
});

it('keeps the answers of two networks apart', async () => {
  const { cache } = mapCache();
  const other = countingPrior({ ...U2NETP, name: 'other', size: 8 });
  await cachedAnswers(countingPrior().prior, cache).run(Float32Array.of(1));
  expect(await cachedAnswers(other.prior, cache).run(Float32Array.of(1))).toHaveLength(64);
});
