import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMatte } from '@fitroom/shared/matte/make-matte';
import { isSalientModel, type SalientModel } from '@fitroom/shared/schemas/matte-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tinyNetwork } from '../../../models/test/tiny-network.ts';
import { openMatteModel } from '../../src/inference/matte-model-node.ts';
import { findMatteModel } from '../../src/inference/matte-models.ts';
import { createNodePorts } from '../../src/platform/node-ports.ts';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitroom-models-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const places = () => ({
  folder,
  downloads: join(folder, 'downloads'),
  say: (line: string) => void said.push(line),
});

/** @throws when it is not listed or finds something else. */
function salient(name: string): SalientModel {
  const model = findMatteModel(name);
  if (!model || !isSalientModel(model)) throw new Error(`${name} is no such model`);
  return model;
}

/** A network that knows dark from light, where the user would put the real one. */
function putTiny(model: SalientModel, file: string, side = model.network.size): void {
  mkdirSync(join(folder, model.name, 'onnx'), { recursive: true });
  const { mean, deviation, output } = model.network;
  const light = [0, 1, 2].map((c) => (0.92 - mean[c]!) / deviation[c]!);
  const groundSum = light.reduce((sum, value) => sum + value, 0);
  const isLogit = output === 'logit';
  writeFileSync(
    join(folder, model.name, 'onnx', file),
    tinyNetwork({ side, input: 'input_image', output: 'output_image', isLogit, groundSum }),
  );
}

/** A dark square on a light ground. */
function drawn() {
  const width = 200;
  const data = new Uint8ClampedArray(4 * width * width).fill(235);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const isGarment = x > 50 && x < 150 && y > 50 && y < 150;
      if (isGarment) data.set([20, 40, 30], 4 * (y * width + x));
      data[4 * (y * width + x) + 3] = 255;
    }
  }
  return { width, height: width, data };
}

test.each([
  ['birefnet-lite-512', 'model.onnx'],
  ['rmbg-1.4', 'model_fp16.onnx'],
])('%s is read from the user’s folder, whichever weights lie there', async (name, file) => {
  const model = salient(name);
  putTiny(model, file);
  const prior = await openMatteModel(model, places());
  expect(prior.network).toEqual(model.network);
  const matte = await makeMatte(drawn(), prior);
  expect(matte.data[100 * 200 + 100]).toBeGreaterThan(250);
  expect(matte.data[10 * 200 + 10]).toBeLessThan(5);
  expect(said).toEqual([]);
});

test('a model that is not at hand is replaced by the one that ships, with what to do', async () => {
  const model = salient('rmbg-2.0');
  const ports = await createNodePorts({
    cacheFolder: null,
    matteModel: { model, places: places() },
  });
  expect(ports.prior.network.name).toBe('u2netp');
  expect(said.join('\n')).toMatch(/RMBG 2.0 cannot be used.*FITROOM_MODELS\/rmbg-2.0\/onnx/);
});

test('a file that is another network is refused when it answers', async () => {
  const model = salient('birefnet-lite-512');
  putTiny(model, 'model.onnx', 64);
  const prior = await openMatteModel(model, places());
  const { size } = model.network;
  await expect(prior.run(new Float32Array(3 * size * size))).rejects.toThrow();
});

test('a name that is not listed is answered with those that are', () => {
  expect(findMatteModel('u2netp')).toBeNull();
  expect(() => findMatteModel('nothing')).toThrow(/u2netp, isnet/);
});
