import { createHash } from 'node:crypto';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { expect, test } from 'vitest';
import { keptAddress } from '../protocol/inference-worker.ts';
import { type KeptModelPorts, openKeptModel } from './kept-models.ts';
import type { GraphBytes } from './open-ort-graph.ts';

const FILES = { 'a.onnx': 'graph', 'a.onnx_data': 'weights', 'constants.bin': 'numbers' };
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

function kept(change: Record<string, string> = {}) {
  const manifest: ModelManifest = {
    schema: 1,
    name: 'triposr',
    licence: 'MIT',
    commercial_use: true,
    exported: { by: 'test', opset: 17, precision: 'fp32', sources: [] },
    graphs: [
      {
        name: 'a',
        file: 'a.onnx',
        inputs: [{ name: 'x', shape: [1] }],
        outputs: [{ name: 'y', shape: [1] }],
      },
    ],
    files: Object.entries(FILES).map(([path, content]) => ({
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
  const store = new Map(
    Object.entries({ 'model.json': JSON.stringify(manifest), ...FILES, ...change }).map(
      ([path, content]) => [keptAddress('triposr', path), content],
    ),
  );
  const opened: GraphBytes[] = [];
  const ports: KeptModelPorts = {
    async find(address) {
      const content = store.get(address);
      return content === undefined ? null : new Response(content);
    },
    drop: async (address) => void store.delete(address),
    async open(_graph, bytes) {
      opened.push(bytes);
      return { run: async () => Float32Array.of(7), release: async () => undefined };
    },
    backend: async () => 'wasm',
    say: () => undefined,
  };
  return { ports, store, opened };
}

test('a graph is opened with the weights beside it, by the name that it calls them', async () => {
  const { ports, opened } = kept();
  const model = await openKeptModel('triposr', ports);
  expect(await model.graphs.run('a', {}, 'y')).toEqual(Float32Array.of(7));
  expect(text(opened[0]?.graph)).toBe('graph');
  expect(opened[0]?.beside.map(({ path, data }) => [path, text(data)])).toEqual([
    ['a.onnx_data', 'weights'],
  ]);
  expect(text(await model.read('constants.bin'))).toBe('numbers');
  await expect(model.graphs.run('b', {}, 'y')).rejects.toThrow('no graph b');
});

test('a damaged file is told and thrown away; a model that is not kept is unavailable', async () => {
  const { ports, store } = kept({ 'a.onnx_data': 'w3ights' });
  const model = await openKeptModel('triposr', ports);
  await expect(model.graphs.run('a', {}, 'y')).rejects.toMatchObject({
    code: 'model-damaged',
  });
  expect(store.has(keptAddress('triposr', 'a.onnx_data'))).toBe(false);
  await expect(model.graphs.run('a', {}, 'y')).rejects.toMatchObject({
    code: 'model-unavailable',
  });
  store.clear();
  await expect(openKeptModel('triposr', ports)).rejects.toMatchObject({
    code: 'model-unavailable',
  });
});
