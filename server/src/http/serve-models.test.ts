import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppEnvironment } from './app-environment.ts';
import { serveModels } from './serve-models.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitroom-serve-models-'));
  mkdirSync(join(folder, 'isnet', 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'isnet', 'onnx', 'model.onnx'), 'weights');
  writeFileSync(join(folder, 'secret.json'), '{}');
  for (const name of ['triposr', 'zero123plus-views']) {
    mkdirSync(join(folder, 'generators', name), { recursive: true });
    for (const file of ['model.json', 'a.onnx_data', 'b.onnx.part']) {
      writeFileSync(join(folder, 'generators', name, file), name);
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (path: string, from = folder, init: RequestInit = {}) =>
  new Hono<AppEnvironment>().use(serveModels(from)).request(path, init);

test('a model’s file is sent, and not again to those who have it', async () => {
  const answer = await ask('/models/isnet/onnx/model.onnx');
  expect(await answer.text()).toBe('weights');
  const etag = answer.headers.get('etag') ?? '';
  const again = await ask('/models/isnet/onnx/model.onnx', folder, {
    headers: { 'If-None-Match': etag },
  });
  expect(again.status).toBe(304);
});

test('a generator’s model goes to browsers where they run it and its licence lets it be handed on', async () => {
  for (const file of ['model.json', 'a.onnx_data']) {
    expect(await (await ask(`/models/generators/triposr/${file}`)).text()).toBe('triposr');
  }
});

test.each([
  '/models/generators/zero123plus-views/model.json',
  '/models/generators/triposr/b.onnx.part',
  '/models/generators/triposr/../zero123plus-views/model.json',
  '/models/generators/triposr/%2e%2e/zero123plus-views/model.json',
  '/models/isnet/onnx/model_fp16.onnx',
  '/models/secret.json',
  '/models/../secret.json',
  '/models/isnet/../secret.json',
  '/models/isnet/%2e%2e/secret.json',
  '/models/isnet/onnx',
])('%s is not there', async (path) => {
  expect((await ask(path)).status).toBe(404);
});

test('without a folder there is nothing', async () => {
  expect((await ask('/models/isnet/onnx/model.onnx', '')).status).toBe(404);
});
