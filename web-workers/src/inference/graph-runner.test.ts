import { expect, test } from 'vitest';
import type { Backend } from '../protocol/inference-worker.ts';
import { createGraphRunner, type OpenGraph } from './graph-runner.ts';

const VALUES = Float32Array.of(1, 2);

function graphs(fails: (graph: string, backend: Backend, step: 'open' | 'run') => boolean) {
  const events: string[] = [];
  const lines: string[] = [];
  const open: OpenGraph = async (graph, backend) => {
    events.push(`open ${graph} ${backend}`);
    if (fails(graph, backend, 'open')) throw new Error('cannot open');
    return {
      async run(inputs, output) {
        events.push(`run ${graph} ${backend} ${Object.keys(inputs)} ${output}`);
        if (fails(graph, backend, 'run')) throw new Error('device lost');
        return VALUES;
      },
      release: async () => void events.push(`release ${graph} ${backend}`),
    };
  };
  return { events, lines, runner: createGraphRunner('webgpu', open, (line) => lines.push(line)) };
}
const INPUTS = { x: { data: VALUES, dims: [2] } };

test('a graph is opened once, run in turn, and opened anew after it was released', async () => {
  const { runner, events } = graphs(() => false);
  await Promise.all([runner.run('a', INPUTS, 'y'), runner.run('a', INPUTS, 'y')]);
  await runner.release(['a', 'never-opened']);
  await runner.run('a', INPUTS, 'y');
  expect(events).toEqual([
    'open a webgpu',
    'run a webgpu x y',
    'run a webgpu x y',
    'release a webgpu',
    'open a webgpu',
    'run a webgpu x y',
  ]);
});

test.each(['open', 'run'] as const)(
  'where WebGPU fails to %s, WASM goes on, and takes what follows',
  async (step) => {
    const { runner, events, lines } = graphs(
      (graph, backend, at) => graph === 'a' && backend === 'webgpu' && at === step,
    );
    expect(await runner.run('a', INPUTS, 'y')).toBe(VALUES);
    await runner.run('b', INPUTS, 'y');
    expect(events.slice(-4)).toEqual([
      'open a wasm',
      'run a wasm x y',
      'open b wasm',
      'run b wasm x y',
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/gave up on a/);
  },
);

test('a graph that runs nowhere fails with its reason, holds nothing, and is tried anew', async () => {
  const { runner, events } = graphs((_, __, step) => step === 'run');
  await expect(runner.run('a', INPUTS, 'y')).rejects.toThrow('device lost');
  expect(events.at(-1)).toBe('release a wasm');
  await expect(runner.run('a', INPUTS, 'y')).rejects.toThrow('device lost');
  expect(events.filter((event) => event === 'open a wasm')).toHaveLength(2);
});
