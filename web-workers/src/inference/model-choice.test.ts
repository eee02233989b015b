import { U2NETP } from '@fitroom/shared/matte/matte-prior';
import { expect, test, vi } from 'vitest';
import type { ModelWish } from '../protocol/inference-worker.ts';
import { createModelChoice, type OpenModel } from './model-choice.ts';

const wishFor = (name: string) => ({ model: { name }, place: 'here' }) as ModelWish;
const nothing = () => undefined;
const own = async () => Float32Array.of(1);

function opening(run: () => Promise<Float32Array> = async () => Float32Array.of(2)) {
  const released: string[] = [];
  const open: OpenModel = async ({ model }) => ({
    network: { ...U2NETP, name: model.name },
    run,
    release: async () => void released.push(model.name),
  });
  return { open, released };
}

test('the chosen network answers once it is loaded, and is released for the next', async () => {
  const { open, released } = opening();
  const choice = createModelChoice(own, open);
  const using = choice.use(wishFor('large'), nothing);
  expect((await choice.network()).name, 'a job waits for what is loading').toBe('large');
  expect(await using).toEqual({ name: 'large', failure: null });
  expect(await choice.run('large', Float32Array.of(0))).toEqual(Float32Array.of(2));
  await choice.use(null, nothing);
  expect(released).toEqual(['large']);
  expect((await choice.network()).name).toBe('u2netp');
});

test('one that cannot be loaded leaves the one that ships, and says why', async () => {
  const choice = createModelChoice(own, () => Promise.reject(new Error('not there')));
  expect(await choice.use(wishFor('large'), nothing)).toEqual({
    name: 'u2netp',
    failure: 'not there',
  });
  expect(await choice.run('u2netp', Float32Array.of(0))).toEqual(Float32Array.of(1));
});

test('one that cannot run is given up, so that the next try works', async () => {
  const run = vi.fn(() => Promise.reject(new Error('std::bad_alloc')));
  const choice = createModelChoice(own, opening(run).open);
  await choice.use(wishFor('large'), nothing);
  await expect(choice.run('large', Float32Array.of(0))).rejects.toThrow('bad_alloc');
  expect(choice.report()).toEqual({ name: 'u2netp', failure: 'std::bad_alloc' });
  expect((await choice.network()).name).toBe('u2netp');
});
