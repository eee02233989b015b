import { expect, it } from 'vitest';
import { cpuSnapper } from './cpu-snapper.ts';
import { snappedSample, snapSample } from './snap-sample.ts';
import type { Snapper } from './snapper.ts';
import { snapperWithFallback } from './snapper-with-fallback.ts';

const sample = snapSample(12);

/** Works as the processor does until it is asked for the nth time. */
function failingAt(call: number): { snapper: Snapper; asked: () => number } {
  let calls = 0;
  const snapper: Snapper = {
    device: 'webgpu',
    snap: (...asked) =>
      ++calls < call ? cpuSnapper.snap(...asked) : Promise.reject(new Error('lost')),
  };
  return { snapper, asked: () => calls };
}

it('a snap that fails is done again by the second, which does all that follow', async () => {
  const { snapper: first, asked } = failingAt(2);
  const failures: unknown[] = [];
  const snapper = snapperWithFallback(first, cpuSnapper, (error) => failures.push(error));
  const expected = await snappedSample(cpuSnapper, sample);
  for (const device of ['webgpu', 'cpu', 'cpu']) {
    expect(await snappedSample(snapper, sample)).toEqual(expected);
    expect(snapper.device).toBe(device);
  }
  expect(asked()).toBe(2);
  expect(failures).toEqual([new Error('lost')]);
});

it('two snaps that fail at once are told once, and what the second cannot do is not hidden', async () => {
  const told: unknown[] = [];
  const both = snapperWithFallback(failingAt(1).snapper, cpuSnapper, (error) => told.push(error));
  const [one, other] = await Promise.all([
    snappedSample(both, sample),
    snappedSample(both, sample),
  ]);
  expect(one).toEqual(other);
  expect(told).toHaveLength(1);
  const none = snapperWithFallback(failingAt(1).snapper, failingAt(1).snapper, () => undefined);
  await expect(snappedSample(none, sample)).rejects.toThrow('lost');
});
